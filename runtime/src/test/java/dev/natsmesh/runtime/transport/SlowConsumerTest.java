package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.testkit.NatsServer;
import io.vertx.core.Vertx;

/** A service that blocks its event loop is closed by the server without a word; what is logged and measured says so. */
class SlowConsumerTest extends TransportConformance {

    private static final Vertx VERTX = Vertx.vertx();
    /** More than the buffers of the sockets hold between the server and the service. */
    private static final int MESSAGES = 64;
    /** Between two polls. */
    private static final int MORE_THAN_ARE_HANDLED = 8;
    private static final byte[] LARGE = new byte[1_000_000];

    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    SlowConsumerTest() {
        super(settings -> new EventLoopTransports(VERTX, settings, Duration.ofSeconds(30), 1));
    }

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theServersEndOfTheConnectionIsExplained() throws InterruptedException {
        NatsServer nats = server("write_deadline: \"100ms\"");
        try (CapturedLog log = new CapturedLog()) {
            Transport service = connect(nats.url());
            serve(service, "slow", this::blockOnce);
            Transport client = connect(nats.url());
            client.publish("the first", Subject.of("slow"), null, "block".getBytes(StandardCharsets.UTF_8), ignored());
            blocked.await();
            flood(client, MESSAGES);
            Awaitility.await().atMost(PATIENCE).until(() -> nats.log().contains("Slow Consumer"));
            Awaitility.await().atMost(PATIENCE).until(() -> service.backlog().lag().toMillis() > 1_000);
            free.countDown();

            Awaitility.await().atMost(PATIENCE)
                    .until(() -> log.text()
                            .contains("The connection to NATS is lost (probably since this application was too slow"));
            awaitState(service, TransportState.CONNECTED);
            assertThat(log.text()).doesNotContain("Slow Consumer");
            assertThat(await(send(client, "slow", "")).text()).isEmpty();
        } finally {
            free.countDown();
        }
    }

    @Test
    void oneThatIsBehindIsWarnedOfBefore() {
        NatsServer nats = server("max_pending: 1GB");
        try (CapturedLog log = new CapturedLog()) {
            Transport service = connect(nats.url());
            serve(service, "slow", this::takeTime);
            Awaitility.await().atMost(PATIENCE).until(() -> !service.backlog().roundTrip().isZero());
            Transport client = connect(nats.url());
            // The event loop is never blocked for long; what tells is the answer to a ping behind all of this.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                flood(client, MORE_THAN_ARE_HANDLED);
                return service.backlog().roundTrip().toMillis() > 500 && service.backlog().lag().toMillis() > 500;
            });
            Awaitility.await().atMost(PATIENCE).until(() -> log.text().contains("ms late, and"));
            assertThat(log.text()).contains("NATS server at 127.0.0.1:" + nats.port() + " sends is read")
                    .doesNotContain("connection to NATS is lost");
        }
    }

    private void takeTime(InboundMessage message) {
        if (message.body().length > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
            message.finish();
        } else {
            message.reply(null, message.body());
        }
    }

    private void flood(Transport client, int messages) {
        for (int i = 0; i < messages; i++) {
            client.publish("one of many", Subject.of("slow"), null, LARGE, ignored());
        }
    }

    private static Completion ignored() {
        return new Completion() {

            @Override
            public void success(Object result) {
                // It is seen at the service.
            }

            @Override
            public void failure(Throwable failure) {
                throw new IllegalStateException(failure);
            }
        };
    }

    private void blockOnce(InboundMessage message) {
        if (message.body().length == "block".length()) {
            blocked.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (message.body().length == 0) {
            message.reply(null, message.body());
        } else {
            message.finish();
        }
    }
}
