package dev.natsmesh.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.faulttolerance.api.RateLimitType;

/** How often a method may be called; each method counts its own. More calls fail with {@code RateLimitException}. */
@ConfigGroup
public interface NatsRateLimitConfig {

    /**
     * Whether there is such a limit. Empty means that there is where anything else of this section is set, or the method has
     * {@code @RateLimit}.
     */
    Optional<Boolean> enabled();

    /** How many calls may begin in a window of time. Empty means what {@code @RateLimit} says, else 100. */
    Optional<Integer> value();

    /** The window. Empty means what {@code @RateLimit} says, else {@code 1s}. */
    Optional<Duration> window();

    /** The shortest time between two calls; 0 for none. Empty means what {@code @RateLimit} says, else none. */
    Optional<Duration> minSpacing();

    /** How windows follow each other. Empty means what {@code @RateLimit} says, else {@code fixed}. */
    Optional<RateLimitType> type();
}
