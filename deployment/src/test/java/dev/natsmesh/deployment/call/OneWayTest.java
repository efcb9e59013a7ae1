package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.OneWay;
import dev.natsmesh.Subject;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

class OneWayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Notes.class, NotesService.class)
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.SEVERE.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .anyMatch(record -> record.getMessage().contains("failed, and its caller waits for no answer")
                            && record.getThrown().getMessage().equals("told nobody")));

    @NatsClient
    Notes notes;

    @Inject
    Vertx vertx;

    @Test
    void theCallEndsBeforeItsMethod() throws Exception {
        notes.blocked("a");
        notes.blockedUni("b").await().atMost(PATIENCE);
        NotesService.GO_ON.countDown();
        assertThat(NotesService.A.get(20, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(NotesService.B.get(20, TimeUnit.SECONDS)).isEqualTo("b");
    }

    @Test
    void thereIsNoReplySubject() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Subscription peer = connection.subscribe("notes.elsewhere.*");
            connection.flush(PATIENCE);
            notes.elsewhere("x y", 3).await().atMost(PATIENCE);
            Message message = peer.nextMessage(PATIENCE);
            assertThat(message.getSubject()).isEqualTo("notes.elsewhere.x%20y");
            assertThat(new String(message.getData(), StandardCharsets.UTF_8)).isEqualTo("3");
            assertThat(message.getReplyTo()).isNull();
            assertThat(message.getHeaders().getFirst("Nats-Mesh-Timeout-Ms")).isNull();
        }
    }

    @Test
    void itEndsOnTheContextThatItWasMadeOn() {
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        var context = vertx.getOrCreateContext();
        context.runOnContext(go -> notes.elsewhere("x", 1).subscribe()
                .with(done -> same.complete(Vertx.currentContext() == context), same::completeExceptionally));
        assertThat(same.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void whatFailsIsCountedAndLogged() throws Exception {
        notes.fails();
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Awaitility.await().atMost(PATIENCE).until(() -> errors(connection) == 1);
        }
    }

    @Test
    void aRequestOfAPeerIsAcknowledged() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("notes.elsewhere.x", "1".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(reply.getData()).isEmpty();
            assertThat(reply.hasHeaders()).isFalse();
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> notes.blockedUni("x".repeat(2_000_000)).await().atMost(PATIENCE))
                .isInstanceOf(MessageTooLargeException.class).hasMessageStartingWith("Notes.blockedUni has 2000");
    }

    private static int errors(Connection connection) throws Exception {
        Message stats = connection.request("$SRV.STATS.notes", null, PATIENCE);
        for (JsonNode endpoint : new ObjectMapper().readTree(stats.getData()).path("endpoints")) {
            if (endpoint.path("name").asText().equals("fails")) {
                return endpoint.path("num_errors").asInt();
            }
        }
        return -1;
    }

    @NatsClient("notes")
    public interface Notes {
        @OneWay
        void blocked(String text);

        @OneWay
        Uni<Void> blockedUni(String text);

        @OneWay
        @Subject("notes.elsewhere.{place}")
        Uni<Void> elsewhere(String place, int number);

        @OneWay
        void fails();
    }

    @NatsService
    public static class NotesService implements Notes {

        static final CountDownLatch GO_ON = new CountDownLatch(1);
        static final CompletableFuture<String> A = new CompletableFuture<>();
        static final CompletableFuture<String> B = new CompletableFuture<>();

        @Override
        public void blocked(String text) {
            await();
            A.complete(text);
        }

        @Override
        @Blocking
        public Uni<Void> blockedUni(String text) {
            await();
            B.complete(text);
            return Uni.createFrom().voidItem();
        }

        private static void await() {
            try {
                GO_ON.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Uni<Void> elsewhere(String place, int number) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public void fails() {
            throw new IllegalStateException("told nobody");
        }
    }
}
