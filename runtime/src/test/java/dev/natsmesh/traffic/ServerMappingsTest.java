package dev.natsmesh.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.natsmesh.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;

class ServerMappingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CALLS = 4_000;

    private static TrafficPolicy split(VersionShare... shares) {
        return TrafficPolicy.NONE.withSplit(List.of(shares));
    }

    @Test
    void plainClientsReachVersionsThroughTheServer() throws Exception {
        String mappings = ServerMappings
                .of(Map.of("pricing", split(new VersionShare("1.2.0", 900), new VersionShare("1.3.0", 100)),
                        "untouched", TrafficPolicy.NONE), "staging");
        try (NatsServer server = NatsServer.builder().config(mappings).start();
                Connection service = Nats.connect(server.url());
                Connection client = Nats.connect(server.url())) {
            serve(service, "staging._MESH.V.pricing.1_2_0.>", "1.2.0");
            serve(service, "staging._MESH.V.pricing.1_3_0.>", "1.3.0");
            serve(service, "staging.pricing.>", "any");
            serve(service, "staging.untouched.>", "any");
            service.flush(PATIENCE);
            Map<String, Integer> answers = new HashMap<>();
            for (int i = 0; i < CALLS; i++) {
                answers.merge(ask(client, "staging.pricing.eu.quote"), 1, Integer::sum);
            }
            assertThat(answers).containsOnlyKeys("1.2.0 eu.quote", "1.3.0 eu.quote");
            // Six standard deviations.
            double deviation = Math.sqrt(CALLS * 0.1 * 0.9);
            assertThat((double) answers.get("1.3.0 eu.quote")).isBetween(CALLS * 0.1 - 6 * deviation,
                    CALLS * 0.1 + 6 * deviation);
            assertThat(ask(client, "staging.untouched.quote")).startsWith("any");
        }
    }

    private static void serve(Connection connection, String subject, String name) {
        int rest = subject.length() - 1;
        Dispatcher dispatcher = connection.createDispatcher();
        dispatcher.subscribe(subject, "q", message -> connection.publish(message.getReplyTo(),
                (name + " " + message.getSubject().substring(rest)).getBytes(StandardCharsets.UTF_8)));
    }

    private static String ask(Connection client, String subject) throws InterruptedException {
        return new String(client.request(subject, null, PATIENCE).getData(), StandardCharsets.UTF_8);
    }

    @Test
    void sharesAreRoundedToWholePerCentsThatAddUp() {
        assertThat(ServerMappings.of(Map.of("pricing",
                split(new VersionShare("1.0.0", 333), new VersionShare("1.1.0", 3), new VersionShare("1.2.0", 664)))))
                .isEqualTo("""
                        mappings {
                          "pricing.>": [
                            { destination: "_MESH.V.pricing.1_0_0.>", weight: 33% }
                            { destination: "_MESH.V.pricing.1_2_0.>", weight: 67% }
                          ]
                        }
                        """);
    }

    @Test
    void aWrongPolicyMakesNoConfiguration() {
        assertThatThrownBy(() -> ServerMappings.of(Map.of("pricing", split(new VersionShare("1.0.0", 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the shares add up to 0.1 %, expected 100 %");
    }
}
