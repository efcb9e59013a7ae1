package dev.natsmesh.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/**
 * Not calling for a while what fails: each method has a breaker of its own. Failures that are the caller's fault don't count, unless
 * {@code @CircuitBreaker} says what does.
 */
@ConfigGroup
public interface NatsCircuitBreakerConfig {

    /**
     * Whether there is a breaker. Empty means that there is where anything else of this section is set, or the method has
     * {@code @CircuitBreaker}.
     */
    Optional<Boolean> enabled();

    /** How many of the latest calls are looked at. Empty means what {@code @CircuitBreaker} says, else 20. */
    Optional<Integer> requestVolumeThreshold();

    /** Which part of them must have failed for the breaker to open, 0 to 1. Empty means what {@code @CircuitBreaker} says, else 0.5. */
    Optional<Double> failureRatio();

    /** How long it stays open before a call is let through to try. Empty means what {@code @CircuitBreaker} says, else {@code 5s}. */
    Optional<Duration> delay();

    /** How many such calls must succeed for it to close. Empty means what {@code @CircuitBreaker} says, else 1. */
    Optional<Integer> successThreshold();
}
