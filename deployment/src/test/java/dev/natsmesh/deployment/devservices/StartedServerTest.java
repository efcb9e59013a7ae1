package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.testkit.NatsServerBinary;
import io.quarkus.test.QuarkusUnitTest;

class StartedServerTest {

    /** A property, because the test class is loaded once for the test and once more for what comes after it. */
    private static final String PORT = "natsmesh.test.devservice.port";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Greeter.class, GreeterService.class)
            .overrideConfigKey("quarkus.nats.devservices.command", NatsServerBinary.locate().path().toString())
            .setAfterAllCustomizer(
                    () -> assertThat(NatsGreeting.comesFrom(Integer.getInteger(PORT))).as("still runs after the test")
                            .isFalse());

    @NatsClient
    Greeter greeter;

    @ConfigProperty(name = "quarkus.nats.servers")
    String servers;

    @Test
    void callsAreAnsweredWithoutAConfiguredServerAndTheServerEndsWithTheApplication() {
        System.setProperty(PORT, Integer.toString(URI.create(servers).getPort()));
        assertThat(greeter.greet("Ann")).isEqualTo("Hello, Ann");
    }
}
