package dev.natsmesh.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** What goes wrong on purpose with calls that this application makes, as the traffic policies of their services say. */
@ConfigGroup
public interface NatsFaultInjectionConfig {

    /**
     * Whether faults of traffic policies act on calls of this application. If not, policies that have some are accepted, the log says
     * once for each service that they don't act, and calls don't even look for them.
     */
    @WithDefault("false")
    boolean enabled();
}
