package dev.natsmesh.runtime.routing;

import java.time.Duration;

/**
 * When an instance gets no calls for a while.
 *
 * @param maxFailures after how many failures with no success between them
 * @param backOff how long at first; it doubles each time that the instance fails again
 * @param maxBackOff how long at most
 */
public record EjectionSettings(int maxFailures, Duration backOff, Duration maxBackOff) {

    private static final int MOST_DOUBLINGS = 16;

    /**
     * Up to a quarter longer, so that many callers don't come back to the instance in the same moment.
     *
     * @param ejections how many times in a row the instance has been ejected, from 1 on
     * @param random from 0 to 1
     */
    Duration backOff(int ejections, double random) {
        int doublings = Math.min(ejections - 1, MOST_DOUBLINGS);
        long nanos = Math.min(maxBackOff.toNanos(), backOff.toNanos() << doublings);
        return Duration.ofNanos(nanos + (long) (nanos * random / 4));
    }
}
