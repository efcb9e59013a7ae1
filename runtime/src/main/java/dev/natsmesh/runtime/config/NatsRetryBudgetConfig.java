package dev.natsmesh.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/**
 * How many calls of a service may be tried again, so that attempts don't add to the load of a service that fails because of it. It counts
 * whatever is the reason for another attempt, hedging included; without budget a call ends with what its last attempt failed with.
 */
@ConfigGroup
public interface NatsRetryBudgetConfig {

    /** Whether there is such a limit. Empty means that there is. */
    Optional<Boolean> enabled();

    /** How many attempts may follow for each call of the last ten seconds. Empty means 0.2, so one for five calls. */
    Optional<Double> ratio();

    /** How many attempts more, for each of the last ten seconds, so that few calls can be tried again, too. Empty means 10. */
    Optional<Integer> minRetriesPerSecond();
}
