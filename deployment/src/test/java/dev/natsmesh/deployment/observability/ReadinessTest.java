package dev.natsmesh.deployment.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.deployment.OwnServer;
import io.quarkus.test.QuarkusUnitTest;

class ReadinessTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Contract.class, OwnServer.class, Readiness.class)
            .overrideConfigKey("quarkus.nats.servers", OwnServer.urlWithCredentials())
            .overrideConfigKey("quarkus.nats.reconnect-delay", "50ms")
            .overrideConfigKey("quarkus.nats.max-reconnect-delay", "200ms")
            .setAfterAllCustomizer(OwnServer::close);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void followsTheServersStopAndRestart() {
        await().atMost(PATIENCE).until(() -> Readiness.now().is("UP", "connected"));
        assertThat(Readiness.now().server()).isEqualTo(OwnServer.url());
        assertThat(Readiness.now().numbers()).containsOnlyKeys("lag-ms", "unsent-bytes", "unread-bytes")
                .allSatisfy((name, number) -> assertThat(number).isNotNegative());

        OwnServer.stop();
        await().atMost(PATIENCE).until(() -> Readiness.now().is("DOWN", "disconnected"));
        assertThat(Readiness.now().server()).isEqualTo("no server");

        OwnServer.restart();
        await().atMost(PATIENCE).until(() -> Readiness.now().is("UP", "connected"));
    }

    @NatsClient("anything")
    public interface Contract {

        String call();
    }
}
