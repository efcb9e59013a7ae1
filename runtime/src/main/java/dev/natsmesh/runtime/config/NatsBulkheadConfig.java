package dev.natsmesh.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** How many calls of a method may be under way; each method counts its own. */
@ConfigGroup
public interface NatsBulkheadConfig {

    /**
     * Whether there is such a limit. Empty means that there is where anything else of this section is set, or the method has
     * {@code @Bulkhead}.
     */
    Optional<Boolean> enabled();

    /** How many calls may be under way. Empty means what {@code @Bulkhead} says, else 10. */
    Optional<Integer> value();

    /**
     * How many more may wait until it is their turn; others fail with {@code BulkheadException}. Empty means what {@code @Bulkhead} says,
     * else 10; for methods that block, 0.
     */
    Optional<Integer> waitingTaskQueue();
}
