package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.config.NatsConfig;
import io.quarkus.test.QuarkusUnitTest;

class DisabledTest {

    /** Were a server to be started, the command would fail the start. */
    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Greeter.class, GreeterService.class)
            .overrideConfigKey("quarkus.nats.devservices.enabled", "false")
            .overrideConfigKey("quarkus.nats.devservices.command", "no-such-command");

    @Inject
    NatsConfig config;

    @Test
    void startsNoServerAndTheApplicationTakesTheDefault() {
        assertThat(config.servers().orElseThrow()).containsExactly("nats://localhost:4222");
    }
}
