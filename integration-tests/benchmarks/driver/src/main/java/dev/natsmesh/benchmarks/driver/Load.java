package dev.natsmesh.benchmarks.driver;

/** Calls that are made until it is stopped. */
interface Load {

    void start();

    /** Makes no more calls and returns when those that were made have ended. */
    void stop() throws InterruptedException;
}
