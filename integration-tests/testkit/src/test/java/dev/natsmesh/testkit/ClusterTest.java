package dev.natsmesh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

class ClusterTest {

    @Test
    void carriesMessagesFromEachServerToEachOther() throws IOException {
        try (NatsCluster cluster = NatsCluster.of(3)) {
            assertThat(cluster.servers()).hasSize(3);
            assertThat(cluster.urls().split(",")).containsExactly(cluster.server(0).url(), cluster.server(1).url(),
                    cluster.server(2).url());
            assertCarries(cluster, 0, 1);
            assertCarries(cluster, 1, 2);
            assertCarries(cluster, 2, 0);
        }
    }

    @Test
    void takesOtherPortsWhenOneHasBeenTakenMeanwhile() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Integer> free = FreePorts.find(3);
            Iterator<List<Integer>> found = List.of(List.of(free.get(0), taken.getLocalPort()), free.subList(1, 3)).iterator();
            long before = ProcessHandle.current().children().count();
            try (NatsCluster cluster = NatsCluster.of(2, UnaryOperator.identity(), count -> found.next(),
                    DirectRoutes::new)) {
                assertThat(cluster.servers()).extracting(NatsServer::clusterPort).isEqualTo(free.subList(1, 3));
                assertThat(ProcessHandle.current().children().count()).as("processes").isEqualTo(before + 2);
                assertCarries(cluster, 0, 1);
            }
        }
    }

    @Test
    void saysWhichPortIsTakenWhenThatHappensAgainAndAgain() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> NatsCluster.of(1, UnaryOperator.identity(),
                    count -> List.of(taken.getLocalPort()), DirectRoutes::new))
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("address already in use");
        }
    }

    @Test
    void survivesAKillAndTakesTheServerBack() throws IOException {
        try (NatsCluster cluster = NatsCluster.of(3, server -> server.config("max_payload: 4096"))) {
            cluster.server(0).kill();
            cluster.awaitRoutes();
            assertCarries(cluster, 1, 2);

            cluster.restart(0);
            assertThat(cluster.server(0).monitor("/varz")).contains("\"max_payload\": 4096");
            assertCarries(cluster, 0, 1);
            assertCarries(cluster, 2, 0);
        }
    }

    @Test
    void isCompleteAgainAfterThawing() throws IOException {
        try (NatsCluster cluster = NatsCluster.of(2)) {
            cluster.server(1).freeze();
            cluster.awaitRoutes();
            cluster.server(1).thaw();
            cluster.awaitRoutes();
            assertCarries(cluster, 0, 1);
        }
    }

    @Test
    void hasAJetStreamLeaderAgainAfterAKill() {
        try (NatsCluster cluster = NatsCluster.of(3, server -> server.jetStream(true))) {
            assertThat(cluster.server(2).monitor("/jsz")).contains("\"leader\": \"cluster-");
            cluster.server(1).kill();
            cluster.restart(1);
            assertThat(cluster.server(1).monitor("/jsz")).contains("\"cluster_size\": 3");
        }
    }

    /** A message across the route; the subscription must have gone the other way before. */
    private static void assertCarries(NatsCluster cluster, int from, int to) throws IOException {
        try (RawClient subscriber = new RawClient(cluster.server(to).port());
                RawClient publisher = new RawClient(cluster.server(from).port())) {
            String subject = "from-" + from + "-to-" + to;
            subscriber.send("SUB " + subject + " 1");
            subscriber.roundTrip();
            Poll.until("the interest in " + subject, Duration.ofSeconds(20),
                    () -> cluster.server(from).monitor("/routez?subs=detail").contains(subject));
            publisher.send("PUB " + subject + " 5\r\nhello");
            assertThat(subscriber.lineStartingWith("MSG")).isEqualTo("MSG " + subject + " 1 5");
        }
    }
}
