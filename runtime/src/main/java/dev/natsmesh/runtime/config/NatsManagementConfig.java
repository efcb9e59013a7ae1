package dev.natsmesh.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Over HTTP, where the application has Quarkus' HTTP server: what the application serves, and a way to drain it. */
@ConfigGroup
public interface NatsManagementConfig {

    /**
     * Whether the endpoints are there, below {@code nats-mesh} on the management interface ({@code quarkus.management.enabled=true}).
     * An application without that interface has none, unless {@code on-main-router} is set.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * Whether an application without the management interface has them on its main HTTP server, below {@code /q/nats-mesh}. Whoever
     * reaches that server may then drain the instance, unless {@code quarkus.http.auth.permission} says otherwise.
     */
    @WithDefault("false")
    boolean onMainRouter();
}
