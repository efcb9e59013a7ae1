package dev.natsmesh.runtime.config;

import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What is configured for a service that the application serves: how it is served, the limits of all its endpoints together, and of each. */
@ConfigGroup
public interface NatsServiceConfig extends NatsLimitsConfig {

    /** The key of what holds for each service that has no value of its own. */
    String EVERY = "<every>";

    /**
     * The version that this instance serves the service in, a semantic one. Empty means that of {@code @NatsService}, or of the
     * application.
     */
    Optional<String> version();

    /**
     * Whether this instance serves in the dark: it gets the calls that a traffic policy sends to its version, and no others. Empty
     * means that it doesn't.
     */
    Optional<Boolean> dark();

    /** The limits of single endpoints, by their names; they hold besides those of the service. */
    @ConfigDocMapKey("endpoint")
    Map<String, NatsLimitsConfig> endpoints();
}
