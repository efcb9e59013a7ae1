package dev.natsmesh.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/**
 * Calling again after a failure. Only what may help is tried again; of methods that are not {@code @Idempotent}, only what has not
 * run.
 */
@ConfigGroup
public interface NatsRetryConfig {

    /**
     * Whether calls are tried again at all. Empty means that they are as this section says where anything else of it is set, or the
     * method has {@code @Retry}; else only what is safe is tried again.
     */
    Optional<Boolean> enabled();

    /** How many attempts may follow the first; -1 for any number. Empty means what {@code @Retry} says, else 3. */
    Optional<Integer> maxRetries();

    /** The pause before another attempt. Empty means what {@code @Retry} says, else none. */
    Optional<Duration> delay();

    /** How much a pause differs at random, up or down. Empty means what {@code @Retry} says, else {@code 200ms}. */
    Optional<Duration> jitter();

    /** After how long no further attempt begins; 0 for no limit. Empty means what {@code @Retry} says, else {@code 3m}. */
    Optional<Duration> maxDuration();

    /** How pauses grow. Empty means what the method's annotation says, else {@code constant}. */
    Optional<BackOff> backOff();

    /** By what pauses are multiplied that grow exponentially. Empty means what {@code @ExponentialBackoff} says, else 2. */
    Optional<Integer> factor();

    /** The longest pause, where pauses grow; 0 for no limit. Empty means what the method's annotation says, else {@code 1m}. */
    Optional<Duration> maxDelay();

    /** How pauses grow. */
    enum BackOff {
        /** They don't. */
        CONSTANT,
        /** Each is the one before times the factor. */
        EXPONENTIAL,
        /** Each is the sum of the two before. */
        FIBONACCI
    }
}
