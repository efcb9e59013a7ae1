package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;

/** Several environments on one cluster. */
class SubjectPrefixTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] YOU = "\"you\"".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Greeting.class, GreetingService.class)
            .overrideConfigKey("quarkus.nats.subject-prefix", "staging.eu_1");

    @NatsClient
    Greeting greeting;

    @Test
    void callsGoToTheServiceOfTheSameEnvironment() {
        assertThat(greeting.greet("you")).isEqualTo("hello you");
    }

    @Test
    void onlyThePrefixedSubjectIsServed() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("staging.eu_1.prefixed.greet", YOU, PATIENCE);
            assertThat(new String(reply.getData(), StandardCharsets.UTF_8)).isEqualTo("\"hello you\"");
            assertThat(connection.request("prefixed.greet", YOU, PATIENCE)).isNull();
        }
    }

    @Test
    void discoveryTellsThePrefixedSubject() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message info = connection.request("$SRV.INFO.prefixed", null, PATIENCE);
            assertThat(new ObjectMapper().readTree(info.getData()).path("endpoints").findValuesAsText("subject"))
                    .containsExactly("staging.eu_1.prefixed.greet");
        }
    }

    @NatsClient("prefixed")
    public interface Greeting {
        String greet(String name);
    }

    @NatsService(version = "1.0.0")
    public static class GreetingService implements Greeting {

        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }
}
