package dev.natsmesh.benchmarks.driver;

/** The threads that calls are made on before there is an answer that could bring one. */
@FunctionalInterface
public interface Origin {

    /** Makes calls on the thread that asks for them. */
    Origin SAME_THREAD = (flight, calls) -> calls.run();

    /**
     * Runs what makes a call.
     *
     * @param flight which flight it is for; flights are spread over the threads
     */
    void run(int flight, Runnable call);
}
