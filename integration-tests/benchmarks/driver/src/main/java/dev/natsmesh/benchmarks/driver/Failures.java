package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.atomic.AtomicLong;

/** Shows the first failures in the log of the process; they are counted elsewhere. */
final class Failures {

    private static final int SHOWN = 5;
    private static final AtomicLong SEEN = new AtomicLong();

    private Failures() {
    }

    static void seen(Throwable failure) {
        if (SEEN.get() < SHOWN && SEEN.incrementAndGet() <= SHOWN) {
            failure.printStackTrace();
        }
    }

    /** Lets failures be shown again, after some that had to be expected. */
    static void forget() {
        SEEN.set(0);
    }

    /** Shows none until {@link #forget()}. */
    static void expect() {
        SEEN.set(SHOWN);
    }
}
