package dev.natsmesh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.Test;

class FrozenServerTest {

    @Test
    void keepsItsConnectionsButAnswersOnlyAfterThawing() throws IOException {
        try (NatsServer server = NatsServer.start(); RawClient client = new RawClient(server.port())) {
            server.freeze();
            client.send("PING");
            client.waitAtMost(50);
            assertThatThrownBy(() -> client.lineStartingWith("PONG")).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.isAlive()).isTrue();

            server.thaw();
            client.waitAtMost(20_000);
            assertThat(client.lineStartingWith("PONG")).isEqualTo("PONG");
        }
    }

    @Test
    void canBeStoppedRestartedAndKilled() {
        try (NatsServer server = NatsServer.start()) {
            server.freeze();
            server.restart();
            assertThat(server.monitor("/varz")).contains("server_id");

            server.freeze();
            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(server::thaw).hasMessageContaining("Cannot send SIGCONT");
        }
    }
}
