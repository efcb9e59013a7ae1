package dev.natsmesh.traffic;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How calls are tried again, as far as the method allows it.
 *
 * @param maxRetries how many attempts may follow the first, from 0 to 100
 * @param delay the pause before another attempt; empty for what the application has
 */
public record RetryPolicy(int maxRetries, Optional<Duration> delay) {

    public RetryPolicy {
        Objects.requireNonNull(delay, "delay");
    }
}
