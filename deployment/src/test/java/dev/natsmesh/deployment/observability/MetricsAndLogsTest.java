package dev.natsmesh.deployment.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;

class MetricsAndLogsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Echo.class, Echo.EchoService.class, Echo.Nobody.class, Echo.Refused.class)
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.nats.caller-header", "true")
            .overrideConfigKey("quarkus.application.version", "3.2.1");

    @Inject
    MeterRegistry registry;

    @NatsClient
    Echo echo;

    @BeforeAll
    static void keepMeters() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @Test
    void callsAreTimedOnBothSidesByOutcome() {
        echo.worker("caller");
        echo.worker("caller");
        catchThrowable(() -> echo.refuse(404));
        catchThrowable(() -> echo.refuse(500));
        catchThrowable(() -> echo.declared());

        for (String side : new String[]{ "rpc.client.duration", "rpc.server.duration" }) {
            assertThat(timer(side, "worker", "success").count()).isEqualTo(2);
            assertThat(timer(side, "refuse", "client_error").count()).isEqualTo(1);
            assertThat(timer(side, "refuse", "server_error").count()).isEqualTo(1);
            assertThat(timer(side, "declared", "declared_error").count()).isEqualTo(1);
        }
    }

    @Test
    void aServicesOwnCallsThatFailAreInternalErrorsToItsCaller() {
        catchThrowable(() -> echo.relay());
        catchThrowable(() -> echo.late());

        for (String side : new String[]{ "rpc.client.duration", "rpc.server.duration" }) {
            assertThat(timer(side, "relay", "server_error").count()).isEqualTo(1);
            assertThat(timer(side, "late", "server_error").count()).isEqualTo(1);
        }
        assertThat(
                registry.get("rpc.client.duration").tags("rpc.service", "nobody", "outcome", "no_responders").timer().count())
                .isEqualTo(1);
    }

    @Test
    void theConnectionsBacklogIsMeasured() {
        await().atMost(Duration.ofSeconds(20)).until(() -> connection("round.trip") > 0);
        assertThat(connection("lag")).isBetween(0.0, 20.0);
        assertThat(connection("unsent")).isNotNegative();
        assertThat(connection("unread")).isNotNegative();
    }

    private double connection(String name) {
        return registry.get("nats.connection." + name).gauge().value();
    }

    @Test
    void theCallerIsInTheLogsContextOnEveryKindOfThread() {
        String caller = "shop/3\\.2\\.1/[0-9a-f]{32}";

        assertThat(echo.eventLoop("caller").await().atMost(Duration.ofSeconds(10))).matches(caller);
        assertThat(echo.worker("caller")).matches(caller);
        assertThat(echo.virtualThread("caller")).matches(caller);
    }

    private Timer timer(String name, String method, String outcome) {
        return registry.get(name).tags("rpc.system", "nats", "rpc.service", "echo", "rpc.method", method, "outcome", outcome)
                .timer();
    }
}
