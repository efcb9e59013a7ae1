package dev.natsmesh.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/**
 * Calling a second time what takes longer than such calls do: the first answer counts, the other call is cancelled. Of methods that are
 * {@code @Idempotent} only, and within the retry budget.
 */
@ConfigGroup
public interface NatsHedgingConfig {

    /** Whether it is done. Empty means that it isn't. */
    Optional<Boolean> enabled();

    /**
     * Which part of a method's calls is answered before another one would be called a second time, more than 0 and less than 1: how long
     * that takes is observed. Empty means 0.95.
     */
    Optional<Double> quantile();

    /** No call is called a second time before. Empty means {@code 10ms}. */
    Optional<Duration> minDelay();
}
