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

    /** @param ejections how many times in a row the instance has been ejected, from 1 on */
    Duration backOff(int ejections) {
        int doublings = Math.min(ejections - 1, MOST_DOUBLINGS);
        return Duration.ofNanos(Math.min(maxBackOff.toNanos(), backOff.toNanos() << doublings));
    }
}
