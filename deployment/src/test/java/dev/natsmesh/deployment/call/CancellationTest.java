package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

class CancellationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Front.class, FrontService.class, Slow.class, SlowService.class, Narrow.class, NarrowService.class)
            .overrideConfigKey("quarkus.nats.timeout", "1h");

    @NatsClient
    Front front;
    @NatsClient
    Slow slow;
    @NatsClient
    Narrow narrow;

    @BeforeEach
    void forget() {
        SlowService.BEGUN.set(0);
        SlowService.CANCELLED.set(0);
    }

    @Test
    void cancellingAUniCancelsTheRunningCall() {
        Cancellable call = slow.never().subscribe().with(item -> {
        });
        await(SlowService.BEGUN, 1);
        call.cancel();
        await(SlowService.CANCELLED, 1);
    }

    @Test
    void cancellingAStageCancelsTheRunningCall() {
        CompletableFuture<String> call = slow.neverStage().toCompletableFuture();
        await(SlowService.BEGUN, 1);
        call.cancel(true);
        await(SlowService.CANCELLED, 1);
    }

    @Test
    void aCancelledCallCancelsTheCallsThatItMade() {
        Cancellable call = front.pass().subscribe().with(item -> {
        });
        await(SlowService.BEGUN, 1);
        call.cancel();
        await(SlowService.CANCELLED, 1);
    }

    @Test
    void aCallThatIsTooLateIsCancelled() {
        CompletableFuture<String> call = slow.brief().subscribeAsCompletionStage();
        await(SlowService.BEGUN, 1);
        await(SlowService.CANCELLED, 1);
        assertThat(call).failsWithin(PATIENCE).withThrowableThat().withRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void oneOfManyIsCancelledAndTheOthersGoOn() {
        Cancellable first = slow.never().subscribe().with(item -> {
        });
        Cancellable second = slow.never().subscribe().with(item -> {
        });
        await(SlowService.BEGUN, 2);
        first.cancel();
        await(SlowService.CANCELLED, 1);
        assertThat(slow.now().await().atMost(PATIENCE)).isEqualTo("now");
        assertThat(SlowService.CANCELLED).hasValue(1);
        second.cancel();
        await(SlowService.CANCELLED, 2);
    }

    @Test
    void aCancelledCallLeavesItsPlaceInTheBulkhead() {
        for (int i = 0; i < 3; i++) {
            Cancellable call = narrow.one().subscribe().with(item -> {
            });
            await(SlowService.BEGUN, i + 1);
            call.cancel();
            await(SlowService.CANCELLED, i + 1);
        }
    }

    @Test
    void aMethodThatBlocksRunsToItsEndAndNobodyIsAnswered() throws Exception {
        List<Message> replies = new CopyOnWriteArrayList<>();
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            peer.createDispatcher(replies::add).subscribe("replies.blocked");
            peer.publish("slow.block", "replies.blocked", null);
            await(SlowService.BEGUN, 1);
            peer.publish("_MESH.X.slow", "replies.blocked".getBytes(StandardCharsets.UTF_8));
            assertThat(peer.request("slow.now", null, PATIENCE)).as("what was sent before has come").isNotNull();
            SlowService.RELEASED.countDown();
            Awaitility.await().atMost(PATIENCE).until(() -> requests(peer, "block") == 1);
            assertThat(peer.request("slow.now", null, PATIENCE)).isNotNull();
            peer.flush(PATIENCE);
        }
        assertThat(replies).isEmpty();
    }

    /** How many of an endpoint's have ended. */
    private static long requests(Connection peer, String endpoint) throws Exception {
        JsonNode stats = new ObjectMapper().readTree(peer.request("$SRV.STATS.slow", null, PATIENCE).getData());
        for (JsonNode each : stats.path("endpoints")) {
            if (each.path("name").asText().equals(endpoint)) {
                return each.path("num_requests").asLong();
            }
        }
        throw new AssertionError(stats);
    }

    private static void await(AtomicInteger count, int wanted) {
        Awaitility.await().atMost(PATIENCE).until(() -> count.get() == wanted);
    }

    @NatsClient("front")
    public interface Front {
        Uni<String> pass();
    }

    @NatsService
    public static class FrontService implements Front {

        @NatsClient
        Slow slow;

        @Override
        public Uni<String> pass() {
            return slow.never();
        }
    }

    @NatsClient("slow")
    public interface Slow {
        Uni<String> never();

        CompletionStage<String> neverStage();

        Uni<String> now();

        String block() throws InterruptedException;

        @Timeout(3000)
        Uni<String> brief();
    }

    @NatsService
    public static class SlowService implements Slow {

        static final AtomicInteger BEGUN = new AtomicInteger();
        static final AtomicInteger CANCELLED = new AtomicInteger();
        static final CountDownLatch RELEASED = new CountDownLatch(1);

        @Override
        public Uni<String> never() {
            BEGUN.incrementAndGet();
            return Uni.createFrom().<String>nothing().onCancellation().invoke(CANCELLED::incrementAndGet);
        }

        @Override
        public Uni<String> brief() {
            return never();
        }

        @Override
        public CompletionStage<String> neverStage() {
            BEGUN.incrementAndGet();
            CompletableFuture<String> never = new CompletableFuture<>();
            never.whenComplete((value, failure) -> {
                if (never.isCancelled()) {
                    CANCELLED.incrementAndGet();
                }
            });
            return never;
        }

        @Override
        public String block() throws InterruptedException {
            BEGUN.incrementAndGet();
            RELEASED.await();
            return "ended";
        }

        @Override
        public Uni<String> now() {
            return Uni.createFrom().item("now");
        }
    }

    @NatsClient("narrow")
    public interface Narrow {
        @Bulkhead(value = 1, waitingTaskQueue = 1)
        Uni<String> one();
    }

    @NatsService
    public static class NarrowService implements Narrow {

        @Inject
        SlowService slow;

        @Override
        public Uni<String> one() {
            return slow.never();
        }
    }
}
