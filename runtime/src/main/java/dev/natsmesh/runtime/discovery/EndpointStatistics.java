package dev.natsmesh.runtime.discovery;

import java.util.concurrent.atomic.LongAdder;

/** What an endpoint has done since it started. Time counts from the request's arrival to its end, on whatever threads that was. */
public final class EndpointStatistics {

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile String lastError = "";

    /**
     * Counts a request that has ended, whatever came of it.
     *
     * @param arrival when it came, by {@link System#nanoTime}
     */
    public void ended(long arrival) {
        requests.increment();
        nanos.add(System.nanoTime() - arrival);
    }

    /** Counts the error that a request was answered with, or would have been if it had asked for an answer. */
    public void failed(int code, String text) {
        errors.increment();
        lastError = text == null ? code + ":" : code + ":" + text;
    }

    long requests() {
        return requests.sum();
    }

    long errors() {
        return errors.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    /** Code and text of the last error, empty if there was none. */
    String lastError() {
        return lastError;
    }
}
