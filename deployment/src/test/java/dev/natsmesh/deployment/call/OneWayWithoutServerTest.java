package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.OneWay;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class OneWayWithoutServerTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Notes.class)
            .overrideConfigKey("quarkus.nats.servers", "nats://localhost:1")
            .overrideConfigKey("quarkus.nats.timeout", "1h")
            .overrideConfigKey("quarkus.nats.connect-timeout", "100ms");

    @NatsClient
    Notes notes;

    @Test
    void theCallFailsAtOnce() {
        assertThatThrownBy(() -> notes.uni().await().atMost(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(ConnectionLostException.class, e -> assertThat(e.mayHaveRun()).isFalse())
                .hasMessage("Notes.uni: not sent, because there is no connection to a NATS server");
        assertThatThrownBy(() -> notes.blocking()).isInstanceOf(ConnectionLostException.class);
    }

    @NatsClient("unreachable-notes")
    public interface Notes {
        @OneWay
        Uni<Void> uni();

        @OneWay
        void blocking();
    }
}
