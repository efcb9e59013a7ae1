package dev.natsmesh.traffic;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When an instance gets no calls for a while.
 *
 * @param maxFailures after how many failures in a row, from 1 on
 * @param backOff how long the first time; empty for what the application has
 */
public record EjectionPolicy(int maxFailures, Optional<Duration> backOff) {

    public EjectionPolicy {
        Objects.requireNonNull(backOff, "backOff");
    }
}
