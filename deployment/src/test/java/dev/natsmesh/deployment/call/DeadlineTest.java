package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class DeadlineTest {

    private static final String TIMEOUT = "Nats-Mesh-Timeout-Ms";
    private static final Duration USED_UP = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(First.class, FirstService.class, Last.class)
            .overrideConfigKey("quarkus.nats.timeout", "20s");

    @NatsClient
    First first;
    @NatsClient
    Last last;

    private final LinkedBlockingQueue<Message> atTheEnd = new LinkedBlockingQueue<>();
    private Connection connection;

    @BeforeEach
    void lastServiceOfTheChain() throws Exception {
        atTheEnd.clear();
        connection = Nats.connect(MeshApplication.serverUrl());
        connection.createDispatcher(message -> {
            atTheEnd.add(message);
            connection.publish(message.getReplyTo(), "\"end\"".getBytes(StandardCharsets.UTF_8));
        }).subscribe("last.answer").subscribe("last.answerLater");
        connection.createDispatcher(atTheEnd::add).subscribe("last.silent");
        connection.flush(PATIENCE);
    }

    @AfterEach
    void close() throws InterruptedException {
        connection.close();
    }

    @Test
    void silenceEndsWithTheConfiguredTimeout() {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> last.silent()).isInstanceOf(CallTimeoutException.class).hasMessageContaining("Last.silent");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void callSaysHowLongItMayTake() throws Exception {
        assertThat(last.answer()).isEqualTo("end");
        assertThat(millis(atTheEnd.take())).isBetween(1L, 20_000L);
    }

    @Test
    void whatIsLeftIsPassedOn() throws Exception {
        Message reply = connection.request("first.pass", new Headers().add(TIMEOUT, "15000"), new byte[0], PATIENCE);
        assertThat(new String(reply.getData())).as("%s", reply.getHeaders()).isEqualTo("\"end\"");
        assertThat(millis(atTheEnd.take())).isBetween(1L, 14_900L);
    }

    @Test
    void deadlineOfTheCallerIsNotWidened() throws Exception {
        Message reply = connection.request("first.pass", new Headers().add(TIMEOUT, "60000"), new byte[0], PATIENCE);
        assertThat(new String(reply.getData())).isEqualTo("\"end\"");
        assertThat(millis(atTheEnd.take())).isBetween(1L, 20_000L);
    }

    @Test
    void blockingServicePassesItOnToo() throws Exception {
        Message reply = connection.request("first.passBlocking", new Headers().add(TIMEOUT, "15000"), new byte[0], PATIENCE);
        assertThat(new String(reply.getData())).as("%s", reply.getHeaders()).isEqualTo("\"end\"");
        assertThat(millis(atTheEnd.take())).isBetween(1L, 15_000L);
    }

    private static long millis(Message message) {
        return Long.parseLong(message.getHeaders().getFirst(TIMEOUT));
    }

    @NatsClient("first")
    public interface First {
        Uni<String> pass();

        String passBlocking();
    }

    @NatsService
    public static class FirstService implements First {

        @NatsClient
        Last last;

        /** Uses up 100 ms of what its caller gives, and goes on where it was: the deadline belongs to the call's context. */
        @Override
        public Uni<String> pass() {
            Context context = Vertx.currentContext();
            return Uni.createFrom().item("").onItem().delayIt().by(USED_UP)
                    .emitOn(task -> context.runOnContext(ignored -> task.run())).chain(() -> last.answerLater());
        }

        @Override
        public String passBlocking() {
            return last.answer();
        }
    }

    @NatsClient("last")
    public interface Last {
        String answer();

        Uni<String> answerLater();

        String silent();
    }
}
