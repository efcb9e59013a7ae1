package dev.natsmesh.runtime.config;

import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** NATS Mesh */
@ConfigMapping(prefix = "quarkus.nats")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface NatsBuildTimeConfig {

    /** Whether readiness depends on the connection, when the application has SmallRye Health. */
    @WithName("health.enabled")
    @WithDefault("true")
    boolean healthEnabled();

    /** Management over HTTP. */
    NatsManagementConfig management();

    /** Dev Services. */
    @ConfigDocSection(generated = true)
    NatsDevServicesConfig devservices();
}
