package dev.natsmesh.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What guards the calls of one service, or of all. */
@ConfigGroup
public interface NatsClientConfig extends NatsMethodConfig {

    /** How many calls may be tried again. */
    NatsRetryBudgetConfig retryBudget();

    /** What guards the calls of one method, by the name that it has in the contract. */
    @ConfigDocMapKey("method")
    Map<String, NatsMethodConfig> methods();
}
