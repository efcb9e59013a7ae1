package dev.natsmesh.runtime.config;

import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The NATS server that is started in development and test mode when {@code quarkus.nats.servers} has no value. */
@ConfigGroup
public interface NatsDevServicesConfig {

    /**
     * Whether a NATS server is started. Without one, the application connects to the default of {@code quarkus.nats.servers}. Switch
     * it off for tests whose test resource brings a server: Quarkus starts Dev Services before it asks test resources for
     * {@code quarkus.nats.servers}; their value is used, but the server runs in vain.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The {@code nats-server} executable to run instead of a container: a path, or a name to be found on the PATH. If there is no
     * such executable, the start of the application fails. Empty means a container if Docker is running, else {@code nats-server}
     * from the PATH, else a warning and no server.
     */
    Optional<String> command();

    /** The container image, when the server runs in a container. */
    @WithDefault("docker.io/nats:2.12.1")
    String imageName();

    /**
     * The TCP port of this machine the server listens on. An executable is not started if a NATS server already answers there; that
     * one is used, so that several applications with the same port share one server. Empty means any free port.
     */
    OptionalInt port();

    /**
     * Whether, in development mode, a container that another application has started under the same service name is used instead of
     * starting one. Has no effect on executables, which are shared by their port.
     */
    @WithDefault("true")
    boolean shared();

    /** The service name of a shared container, the value of its label {@code quarkus-dev-service-nats}. */
    @WithDefault("nats")
    String serviceName();
}
