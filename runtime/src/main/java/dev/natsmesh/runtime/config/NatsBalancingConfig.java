package dev.natsmesh.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How balancers choose. Which one chooses is a matter of {@code quarkus.nats.clients}. */
@ConfigGroup
public interface NatsBalancingConfig {

    /**
     * How long {@code least-latency} remembers: what a call took then counts for about a third of what it did. Shorter forgets a slow
     * moment sooner, and tries an instance that was slow more often.
     */
    @WithDefault("10s")
    Duration latencyMemory();
}
