package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.testkit.NatsServer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;

/** Each event loop that calls has a connection of its own, as far as the limit allows. */
class EventLoopTransportsTest {

    private static final Duration PATIENCE = TransportConformance.PATIENCE;
    private static final int LOOPS = 4;

    private Vertx vertx;
    private NatsServer server;
    private Transport transport;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        server = NatsServer.builder().monitoring(true).start();
    }

    @AfterEach
    void stop() {
        transport.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void aReplyComesOnTheEventLoopThatCalls() {
        open(LOOPS);
        for (Context loop : loops()) {
            Awaitility.await().atMost(PATIENCE).until(() -> callingThread(loop).join().equals(replyThread(loop).join()));
        }
        assertThat(connections()).isEqualTo(LOOPS);
    }

    @Test
    void thereAreNoMoreConnectionsThanTheLimitAllows() {
        open(2);
        for (Context loop : loops()) {
            replyThread(loop).join();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> connections() == 2);
        for (Context loop : loops()) {
            replyThread(loop).join();
        }
        assertThat(connections()).isEqualTo(2);
    }

    @Test
    void aPublisherIsSlowedDownByTheServer() {
        open(LOOPS);
        publish().join();
        server.freeze();
        List<CompletableFuture<Object>> ends = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            ends.add(publish());
        }
        ends.get(0).join();
        Awaitility.await("more than a socket's buffers take").during(Duration.ofMillis(500)).atMost(PATIENCE)
                .until(() -> !ends.get(63).isDone());

        server.thaw();
        ends.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Object> publish() {
        return PublishGuarantees.publish(transport, "news", new byte[1 << 19]);
    }

    @Test
    void otherThreadsUseTheFirst() {
        open(LOOPS);
        call().join();
        assertThat(connections()).isEqualTo(1);
    }

    @Test
    void allConnectionsAreClosed() {
        open(LOOPS);
        for (Context loop : loops()) {
            replyThread(loop).join();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> connections() == LOOPS);
        transport.close();
        Awaitility.await().atMost(PATIENCE).until(() -> connections() == 0);
    }

    private void open(int limit) {
        transport = new EventLoopTransports(vertx, TransportConformance.settings(server.url()), Duration.ofSeconds(1), limit);
        TransportConformance.awaitConnected(transport);
        TransportConformance.serve(transport, "echo", TransportConformance::echo);
    }

    private List<Context> loops() {
        List<Context> loops = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            loops.add(((VertxInternal) vertx).createEventLoopContext());
        }
        return loops;
    }

    private static CompletableFuture<Thread> callingThread(Context loop) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.runOnContext(ignored -> thread.complete(Thread.currentThread()));
        return thread;
    }

    private CompletableFuture<Thread> replyThread(Context loop) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.runOnContext(ignored -> call().thenAccept(thread::complete));
        return thread;
    }

    /** @return the thread that brings the reply */
    private CompletableFuture<Thread> call() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        transport.request(TransportConformance.request("echo", new byte[]{ 1 }, false, PATIENCE), new ReplyHandler() {
            @Override
            public void reply(Headers headers, byte[] body) {
                thread.complete(Thread.currentThread());
            }

            @Override
            public void failed(RuntimeException failure) {
                thread.completeExceptionally(failure);
            }
        });
        return thread;
    }

    private int connections() {
        Matcher count = Pattern.compile("\"num_connections\":\\s*(\\d+)").matcher(server.monitor("/connz"));
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }
}
