package dev.natsmesh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

class ServerLifecycleTest {

    @Test
    void answersClientsAndTheMonitorOnFreePorts() throws IOException {
        try (NatsServer server = NatsServer.start(); RawClient client = new RawClient(server.port())) {
            client.roundTrip();
            assertThat(server.url()).isEqualTo("nats://127.0.0.1:" + server.port());
            assertThat(server.monitor("/varz")).contains("\"server_name\": \"" + server.name() + "\"")
                    .contains(NatsServerBinary.locate().version());
            assertThat(server.log()).contains("Server is ready");
        }
    }

    @Test
    void comesBackOnTheSamePortsAfterAKill() throws IOException {
        try (NatsServer server = NatsServer.builder().cluster("lonely").start()) {
            int port = server.port();
            int monitoringPort = server.monitoringPort();
            int clusterPort = server.clusterPort();
            long pid = server.pid();

            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);

            server.restart();
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.monitoringPort()).isEqualTo(monitoringPort);
            assertThat(server.clusterPort()).isEqualTo(clusterPort);
            assertThat(server.monitor("/routez")).contains("num_routes");
            new RawClient(port).close();
        }
    }

    @Test
    void stopsInOrder() {
        try (NatsServer server = NatsServer.start()) {
            server.stop();
            assertThat(server.isAlive()).isFalse();
            assertThat(server.log()).contains("Server Exiting");
        }
    }

    @Test
    void restartsWhileItRuns() {
        try (NatsServer server = NatsServer.start()) {
            long pid = server.pid();
            server.restart();
            assertThat(server.isAlive()).isTrue();
            assertThat(server.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void takesConfigurationTextAndJetStream() {
        try (NatsServer server = NatsServer.builder().name("orders-server").jetStream(true).config("max_payload: 4096")
                .start()) {
            assertThat(server.monitor("varz")).contains("\"max_payload\": 4096").contains("\"server_name\": \"orders-server\"");
            assertThat(server.monitor("/jsz")).contains("\"max_memory\": 67108864");
        }
    }

    @Test
    void aLameDuckTellsItsClientsAndEnds() throws IOException {
        try (NatsServer server = NatsServer.start()) {
            try (RawClient client = new RawClient(server.port())) {
                server.lameDuck();
                assertThat(client.lineContaining("\"ldm\":true")).startsWith("INFO ");
            }
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void refusesMonitoringThatIsNotThere() {
        try (NatsServer server = NatsServer.builder().name("mute").monitoring(false).start()) {
            assertThatThrownBy(() -> server.monitor("/varz")).isInstanceOf(IllegalStateException.class)
                    .hasMessage("nats-server mute has no monitoring port: build it with monitoring(true)");
            assertThatThrownBy(server::clusterPort).hasMessageContaining("build it with cluster(name)");
        }
    }

    @Test
    void showsTheLogWhenTheConfigurationIsWrong() {
        NatsServer.Builder wrong = NatsServer.builder().name("wrong").config("max_payload: nonsense");
        assertThatThrownBy(wrong::start).isInstanceOf(IllegalStateException.class).hasMessageContaining("nats-server wrong")
                .hasMessageContaining("the process has ended").hasMessageContaining("max_payload: nonsense")
                .hasMessageContaining("nats.conf");
    }

    @Test
    void isGoneAfterClosing() {
        NatsServer server = NatsServer.start();
        server.close();
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(server::restart).hasMessageContaining("is closed");
        server.close();
    }
}
