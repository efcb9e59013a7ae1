package dev.natsmesh.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What is configured for a service that the application serves: the limits of all its endpoints together, and of each. */
@ConfigGroup
public interface NatsServiceConfig extends NatsLimitsConfig {

    /** The key of what holds for each service that has no value of its own. */
    String EVERY = "<every>";

    /** The limits of single endpoints, by their names; they hold besides those of the service. */
    @ConfigDocMapKey("endpoint")
    Map<String, NatsLimitsConfig> endpoints();
}
