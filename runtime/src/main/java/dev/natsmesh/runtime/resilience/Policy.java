package dev.natsmesh.runtime.resilience;

import io.smallrye.faulttolerance.api.RateLimitType;
import io.smallrye.faulttolerance.core.util.ExceptionDecision;

/**
 * What guards the calls of one operation. A part that isn't wanted is {@code null}; times are milliseconds.
 *
 * @param name what messages and metrics call the operation
 * @param timeout how long an attempt may take before it ends with the exception of {@code @Timeout}
 * @param repeats how long calls are tried again that nobody took, where what is safe is tried again without being asked for
 */
record Policy(String name, Long timeout, Retry retry, Breaker breaker, Bulkhead bulkhead, Rate rate, Long repeats,
        Hedging hedging) {

    /** Nothing but a retry. */
    static Policy of(String name, Retry retry) {
        return new Policy(name, null, retry, null, null, null, null, null);
    }

    /**
     * @param max how many attempts may follow the first, -1 for any number
     * @param duration after how long no further one begins, 0 for no limit
     * @param expected the failures that are not tried again
     */
    record Retry(int max, long duration, Pause pause, ExceptionDecision expected) {
    }

    /**
     * The pause before an attempt.
     *
     * @param jitter how much it differs at random, up or down
     * @param longest 0 for no limit
     */
    record Pause(long delay, long jitter, Growth growth, int factor, long longest) {
    }

    /** How pauses grow. */
    enum Growth {
        CONSTANT, EXPONENTIAL, FIBONACCI
    }

    /**
     * @param name by which the application knows it, {@code null} if it doesn't
     * @param expected the failures that are none to it
     */
    record Breaker(String name, int volume, double failureRatio, long delay, int successes, ExceptionDecision expected) {
    }

    /** @param waiting how many may wait */
    record Bulkhead(int running, int waiting) {
    }

    /** @param value how many calls may begin in a window */
    record Rate(int value, long window, long minSpacing, RateLimitType type) {
    }

    /**
     * @param quantile which part of the calls is answered before one is made a second time
     * @param minDelay no earlier than after that
     */
    record Hedging(double quantile, long minDelay) {
    }

    /** Whether there is anything to do, apart from {@link #repeats()} and {@link #hedging()}. */
    boolean isEmpty() {
        return timeout == null && retry == null && breaker == null && bulkhead == null && rate == null;
    }
}
