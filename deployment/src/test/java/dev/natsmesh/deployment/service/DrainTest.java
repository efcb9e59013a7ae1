package dev.natsmesh.deployment.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.MeshControl;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.OneWay;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;

/** An instance that is asked to leaves, finishes what it has, and says what it could not finish. */
class DrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Held.class, Happenings.class, HeldService.class)
            .overrideConfigKey("quarkus.nats.drain-timeout", "3s")
            .overrideConfigKey("quarkus.nats.subject-prefix", "drained")
            .setLogRecordPredicate(record -> record.getLoggerName().endsWith("MeshDrain"))
            .assertLogRecords(records -> assertThat(records).singleElement()
                    .satisfies(record -> assertThat(ExtLogRecord.wrap(record).getFormattedMessage()).contains("3000 ms",
                            "3 calls and events", "Held.lasting (1), Held.unanswered (1), HeldService.event")));

    @NatsClient
    Held held;

    @Inject
    Happenings happenings;

    @Inject
    MeshControl mesh;

    @Test
    void byARequest() throws Exception {
        try (Connection operator = Nats.connect(MeshApplication.serverUrl())) {
            JsonNode before = ask(operator, "$SRV.PING.held");
            String id = before.path("id").asText();
            assertThat(before.path("metadata").has("nats-mesh.state")).isFalse();
            CompletableFuture<String> running = held.ends().subscribeAsCompletionStage();
            CompletableFuture<String> lasting = held.lasting().subscribeAsCompletionStage();
            held.unanswered();
            happenings.happened();
            await().atMost(PATIENCE).until(() -> HeldService.BEGUN.get() == 4);
            assertThat(mesh.isDraining()).isFalse();
            assertThat(RestAssured.get("/q/nats-mesh").statusCode()).as("the main HTTP server, which is not asked to")
                    .isEqualTo(404);

            String subject = "drained._MESH.D.held." + id;
            assertThat(ask(operator, subject).path("state").asText()).isEqualTo("draining");
            assertThat(mesh.isDraining()).isTrue();
            await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 503);
            assertThat(ask(operator, "$SRV.PING.held." + id).path("metadata").path("nats-mesh.state").asText())
                    .isEqualTo("draining");
            assertThatThrownBy(() -> held.ends().await().atMost(PATIENCE)).isInstanceOf(NoRespondersException.class);
            assertThat(running).isNotDone();
            HeldService.END.complete("ended");
            assertThat(running.join()).isEqualTo("ended");

            // The same for whoever asks next, and by whatever means.
            mesh.drain().await().atMost(PATIENCE);
            JsonNode drained = ask(operator, subject);
            assertThat(drained.path("state").asText()).isEqualTo("drained");
            assertThat(drained.path("abandoned").asInt()).isEqualTo(3);
            assertThat(lasting).isNotDone();
        } finally {
            HeldService.RELEASE.countDown();
        }
    }

    private static JsonNode ask(Connection operator, String subject) throws Exception {
        Message reply = operator.request(subject, new byte[0], PATIENCE);
        assertThat(reply).as(subject).isNotNull();
        return new ObjectMapper().readTree(new String(reply.getData(), StandardCharsets.UTF_8));
    }

    @NatsClient("held")
    public interface Held {

        Uni<String> ends();

        Uni<String> lasting();

        @OneWay
        void unanswered();
    }

    @NatsClient("happenings")
    public interface Happenings {

        @Publish
        void happened();
    }

    @NatsService(version = "1.0.0")
    public static class HeldService implements Held {

        static final AtomicInteger BEGUN = new AtomicInteger();
        static final CompletableFuture<String> END = new CompletableFuture<>();
        static final CountDownLatch RELEASE = new CountDownLatch(1);

        @Override
        public Uni<String> ends() {
            BEGUN.incrementAndGet();
            return Uni.createFrom().completionStage(END);
        }

        @Override
        public Uni<String> lasting() {
            BEGUN.incrementAndGet();
            return Uni.createFrom().nothing();
        }

        @Override
        public void unanswered() {
            BEGUN.incrementAndGet();
            try {
                RELEASE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Subscribe("happenings.happened")
        Uni<Void> event() {
            BEGUN.incrementAndGet();
            return Uni.createFrom().nothing();
        }
    }
}
