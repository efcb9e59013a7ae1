package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Positive;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** An event that can't be handled is logged and counted, and the next one comes. */
class FailingSubscriberTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Fragile.class)
            // A busy machine is not what this is about.
            .overrideConfigKey("quarkus.nats.lag-warning", "0")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && record.getLoggerName().startsWith("dev.natsmesh"))
            .assertLogRecords(records -> {
                assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                        .hasSize(5)
                        .allSatisfy(message -> assertThat(message).containsPattern("correlation id " + UUID)
                                .doesNotContain("payload"))
                        .anyMatch(message -> message.startsWith("Fragile.thrown failed with an event of fragile.thrown,"))
                        .anyMatch(message -> message.startsWith("Fragile.uni failed with an event of fragile.uni,"))
                        .anyMatch(message -> message.startsWith("Fragile.stage failed with an event of fragile.stage,"))
                        .anyMatch(message -> message.startsWith("Fragile.number did not handle an event of fragile.number,")
                                && message.contains("the event of Fragile.number is not JSON of a whole number"))
                        .anyMatch(message -> message.startsWith("Fragile.positive did not handle an event of fragile.positive,")
                                && message.contains("number: "));
                assertThat(records).filteredOn(record -> record.getThrown() != null).hasSize(3);
            });

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Fragile fragile;

    @Inject
    MeterRegistry registry;

    @BeforeAll
    static void keepMeters() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @Test
    void theNextEventComesAllTheSame() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            publish(connection, "thrown", "\"bad\"", "\"good\"", "server_error");
            publish(connection, "uni", "\"bad\"", "\"good\"", "server_error");
            publish(connection, "stage", "\"bad\"", "\"good\"", "server_error");
            publish(connection, "number", "\"the payload\"", "1", "client_error");
            publish(connection, "positive", "-1", "1", "client_error");
            // Who sends it with a reply subject gets no answer.
            assertThat(connection.request("fragile.uni", new Headers(), text("\"asking\""), Duration.ofMillis(200))).isNull();
        }
    }

    @Test
    void faultToleranceIsAsOnAnyBean() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            connection.publish("fragile.retried", null);
            connection.publish("fragile.retriedUni", null);
            connection.flush(PATIENCE); // closing it does not
        }
        await().atMost(PATIENCE).until(() -> fragile.attempts.get() == 3 && fragile.uniAttempts.get() == 3
                && handled("retried", "success") == 1 && handled("retriedUni", "success") == 1);
    }

    private void publish(Connection connection, String method, String bad, String good, String outcome) {
        connection.publish("fragile." + method, text(bad));
        connection.publish("fragile." + method, text(good));
        await(method).atMost(PATIENCE).until(() -> handled(method, outcome) == 1 && handled(method, "success") == 1);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long handled(String method, String outcome) {
        Timer timer = registry.find("messaging.process.duration").tags("messaging.system", "nats",
                "messaging.destination.name", "fragile." + method, "subscriber", "Fragile." + method, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Singleton
    public static class Fragile {

        final AtomicInteger attempts = new AtomicInteger();
        final AtomicInteger uniAttempts = new AtomicInteger();

        @Subscribe("fragile.thrown")
        void thrown(String text) {
            check(text);
        }

        @Subscribe("fragile.uni")
        Uni<Void> uni(String text) {
            return Uni.createFrom().voidItem().invoke(() -> check(text));
        }

        @Subscribe("fragile.stage")
        CompletionStage<Void> stage(String text) {
            return CompletableFuture.runAsync(() -> check(text));
        }

        @Subscribe("fragile.number")
        void number(int number) {
        }

        @Subscribe("fragile.positive")
        void positive(@Positive int number) {
        }

        @Retry(maxRetries = 3, delay = 1)
        @Subscribe("fragile.retried")
        void retried() {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }

        @Retry(maxRetries = 3, delay = 1)
        @Subscribe("fragile.retriedUni")
        Uni<Void> retriedUni() {
            return Uni.createFrom().voidItem().invoke(() -> {
                if (uniAttempts.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                }
            });
        }

        private static void check(String text) {
            if (text.equals("bad")) {
                throw new IllegalArgumentException("bad");
            }
        }
    }
}
