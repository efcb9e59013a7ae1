package dev.natsmesh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

class CutRouteTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void cutsTwoServersOffFromEachOtherButNotFromTheThird() throws IOException {
        try (NatsCluster cluster = NatsCluster.withCuttableRoutes(3);
                RawClient zero = new RawClient(cluster.server(0).port())) {
            subscribe(zero);
            awaitInterest(cluster.server(1), true);
            awaitInterest(cluster.server(2), true);

            cluster.cutRoute(0, 1);
            awaitInterest(cluster.server(1), false);
            publish(cluster.server(1), "lost");
            publish(cluster.server(2), "by the third");
            assertThat(zero.lineStartingWith("MSG")).isEqualTo("MSG news 1 12");

            cluster.mendRoute(0, 1);
            awaitInterest(cluster.server(1), true);
            publish(cluster.server(1), "again");
            assertThat(zero.lineStartingWith("MSG")).isEqualTo("MSG news 1 5");
        }
    }

    @Test
    void isNotPartOfAPlainCluster() {
        try (NatsCluster cluster = NatsCluster.of(1)) {
            assertThatThrownBy(() -> cluster.cutRoute(0, 0)).hasMessageContaining("withCuttableRoutes");
        }
    }

    @Test
    void tellsTheConnectionsOfClients() throws IOException {
        try (NatsServer server = NatsServer.start(); RawClient client = new RawClient(server.port())) {
            subscribe(client);
            client.send("PUB elsewhere 0\r\n");
            client.roundTrip();
            // Whoever looked whether the server greets may still be there.
            Poll.until("the client's connection alone", LIMIT,
                    () -> server.connections().equals(List.of(new ClientConnection("", 1, 1))));
        }
    }

    private static void subscribe(RawClient client) throws IOException {
        client.send("SUB news 1");
        client.roundTrip();
    }

    private static void awaitInterest(NatsServer server, boolean wanted) {
        Poll.until("interest", LIMIT, () -> server.monitor("/routez?subs=detail").contains("news") == wanted);
    }

    private static void publish(NatsServer server, String text) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("PUB news %d\r\n%s".formatted(text.length(), text));
            client.roundTrip();
        }
    }
}
