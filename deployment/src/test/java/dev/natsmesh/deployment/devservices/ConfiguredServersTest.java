package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class ConfiguredServersTest {

    /** Were a server to be started, the command would fail the start. */
    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Greeter.class, GreeterService.class)
            .overrideConfigKey("quarkus.nats.devservices.command", "no-such-command");

    @NatsClient
    Greeter greeter;

    @ConfigProperty(name = "quarkus.nats.servers")
    String servers;

    @Test
    void areUsedAndNoOtherIsStarted() {
        assertThat(servers).isEqualTo(MeshApplication.serverUrl());
        assertThat(greeter.greet("Ann")).isEqualTo("Hello, Ann");
    }
}
