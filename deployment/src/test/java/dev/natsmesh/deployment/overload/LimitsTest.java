package dev.natsmesh.deployment.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** What a service doesn't take on, and what becomes of it. */
class LimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DESK = "quarkus.nats.services.\"desk\".endpoints.";
    private static final int THREADS = 8;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Desk.class, DeskService.class, Other.class, OtherService.class,
            Held.class)
            .overrideConfigKey("quarkus.thread-pool.max-threads", Integer.toString(THREADS))
            .overrideConfigKey("quarkus.nats.services.concurrency", "3")
            .overrideConfigKey("quarkus.nats.services.\"desk\".concurrency", "1000")
            .overrideConfigKey(DESK + "\"queued\".concurrency", "2")
            .overrideConfigKey(DESK + "\"queued\".queue", "1")
            .overrideConfigKey(DESK + "\"late\".concurrency", "1")
            .overrideConfigKey(DESK + "\"late\".queue", "5")
            .overrideConfigKey(DESK + "\"cancelled\".concurrency", "1")
            .overrideConfigKey(DESK + "\"cancelled\".queue", "5")
            .overrideConfigKey(DESK + "\"often\".rate", "5")
            .overrideConfigKey(DESK + "\"blocking\".queue", "100") // in front of the worker threads
            .overrideConfigKey(DESK + "\"ticks\".concurrency", "1")
            .overrideConfigKey(DESK + "\"adaptive\".adaptive-concurrency.enabled", "true")
            .overrideConfigKey(DESK + "\"adaptive\".concurrency", "10")
            .setLogRecordPredicate(record -> record.getMessage().contains("has too much to do"))
            .assertLogRecords(records -> assertThat(records)
                    .filteredOn(record -> String.valueOf(record.getParameters()[0]).equals("Desk.queued"))
                    .as("said once for two refusals").hasSize(1));

    @NatsClient
    Desk desk;
    @NatsClient
    Other other;

    @Inject
    MeterRegistry registry;

    @BeforeAll
    static void keepMeters() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @Test
    void whatIsAboveTheLimitWaitsAndThenIsRefused() throws Exception {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            calls.add(call(desk.queued(i)));
            int more = i;
            eventually().until(() -> gauge("running", "queued") + gauge("waiting", "queued") == more);
        }
        assertThat(gauge("running", "queued")).isEqualTo(2);
        assertThat(gauge("concurrency.limit", "queued")).isEqualTo(2);
        for (int i = 4; i <= 5; i++) {
            Throwable refused = catchThrowable(() -> desk.queued(9).await().atMost(PATIENCE));
            assertThat(refused).isInstanceOfSatisfying(CallRefusedException.class, refusal -> {
                assertThat(refusal.code()).isEqualTo(503);
                assertThat(refusal.retryAfter()).isPresent();
            }).hasMessageContaining("desk.queued: Too many calls are running");
        }
        assertThat(Held.begun("queued")).containsExactlyInAnyOrder(1, 2);
        assertThat(statistics("queued").path("num_errors").asInt()).isEqualTo(2);
        assertThat(statistics("queued").path("last_error").asText()).startsWith("503:desk.queued: Too many");
        assertThat(refused("queued", "concurrency")).isEqualTo(2);

        Held.endOne("queued");
        eventually().until(() -> Held.begun("queued").contains(3));
        Held.endAll("queued");
        for (CompletableFuture<Integer> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isBetween(1, 3);
        }
        eventually().until(() -> gauge("running", "queued") == 0);
    }

    @Test
    void whatBecomesLateWhileItWaitsDoesNotBegin() throws Exception {
        CompletableFuture<Integer> first = call(desk.late(1));
        eventually().until(() -> gauge("running", "late") == 1);
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            CompletableFuture<Message> late = peer.request("desk.late", new Headers().add("Nats-Mesh-Timeout-Ms", "50"),
                    "2".getBytes(StandardCharsets.UTF_8));
            eventually().until(() -> gauge("waiting", "late") == 1);
            long waiting = System.nanoTime();
            eventually().until(() -> System.nanoTime() - waiting > TimeUnit.MILLISECONDS.toNanos(50));
            Held.endOne("late");
            Message reply = late.get(20, TimeUnit.SECONDS);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("504");
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).contains("while the call waited");
        }
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(Held.begun("late")).containsExactly(1);
        assertThat(refused("late", "late")).isEqualTo(1);
    }

    @Test
    void aCancelledCallLeavesItsPlace() throws Exception {
        CompletableFuture<Integer> first = call(desk.cancelled(1));
        eventually().until(() -> gauge("running", "cancelled") == 1);
        Cancellable second = desk.cancelled(2).subscribe().with(item -> {
        });
        eventually().until(() -> gauge("waiting", "cancelled") == 1);
        second.cancel();
        eventually().until(() -> gauge("waiting", "cancelled") == 0);
        Held.endOne("cancelled");
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(Held.begun("cancelled")).containsExactly(1);
    }

    @Test
    void noMoreCallsBeginInASecondThanMay() {
        long begin = System.nanoTime();
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 40).mapToObj(i -> call(desk.often())).toList();
        List<CallRefusedException> refusals = new ArrayList<>();
        for (CompletableFuture<Integer> call : calls) {
            try {
                call.join();
            } catch (CompletionException e) {
                refusals.add((CallRefusedException) e.getCause());
            }
        }
        long answered = calls.size() - refusals.size();
        assertThat(answered).isBetween(5L, 6 + (System.nanoTime() - begin) / TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(refusals).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.code()).isEqualTo(429);
            assertThat(refusal.retryAfter()).hasValueSatisfying(hint -> assertThat(hint.toMillis()).isBetween(1L, 200L));
        });
        assertThat(refused("often", "rate")).isEqualTo(refusals.size());
    }

    @Test
    void aStreamCountsUntilItsEnd() {
        LinkedBlockingQueue<Integer> items = new LinkedBlockingQueue<>();
        Cancellable open = desk.ticks().subscribe().with(items::add);
        eventually().until(() -> !items.isEmpty());
        assertThat(catchThrowable(() -> desk.ticks().toUni().await().atMost(PATIENCE)))
                .isInstanceOfSatisfying(CallRefusedException.class, refusal -> assertThat(refusal.code()).isEqualTo(503));
        open.cancel();
        eventually().until(() -> gauge("running", "ticks") == 0);
        assertThat(desk.ticks().toUni().await().atMost(PATIENCE)).isEqualTo(1);
    }

    @Test
    void callsWaitForWorkersWithoutAThread() throws Exception {
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            List<CompletableFuture<Message>> calls = IntStream.range(0, THREADS + 4)
                    .mapToObj(i -> peer.request("desk.blocking", Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                    .toList();
            eventually().until(() -> gauge("waiting", "blocking") == 4);
            eventually().until(() -> Held.begun("blocking").size() == THREADS);
            assertThat(gauge("running", "blocking")).isEqualTo(THREADS);
            DeskService.GO_ON.countDown();
            for (CompletableFuture<Message> call : calls) {
                Message reply = call.get(20, TimeUnit.SECONDS);
                assertThat(reply.hasHeaders()).as("%s", reply.getHeaders()).isFalse();
            }
            assertThat(Held.begun("blocking")).hasSize(THREADS + 4);
        }
    }

    @Test
    void whatHoldsForEachServiceIsForAllItsEndpointsTogether() throws Exception {
        List<CompletableFuture<Integer>> calls = List.of(call(other.one(1)), call(other.two(2)), call(other.one(3)));
        eventually().until(() -> Held.begun("one").size() + Held.begun("two").size() == 3);
        assertThat(catchThrowable(() -> other.two(4).await().atMost(PATIENCE))).isInstanceOf(CallRefusedException.class)
                .hasMessageStartingWith("other: Too many calls are running");
        Held.endAll("one");
        Held.endAll("two");
        for (CompletableFuture<Integer> call : calls) {
            call.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAdaptiveLimitIsWithinItsBounds() {
        for (int i = 0; i < 200; i++) {
            desk.adaptive(i).await().atMost(PATIENCE);
        }
        assertThat(gauge("concurrency.limit", "adaptive")).isBetween(1, 10);
    }

    private static CompletableFuture<Integer> call(Uni<Integer> call) {
        return call.subscribeAsCompletionStage();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).pollDelay(Duration.ZERO);
    }

    private int gauge(String what, String method) {
        return (int) registry.get("rpc.server." + what).tags("rpc.service", "desk", "rpc.method", method).gauge().value();
    }

    private long refused(String method, String reason) {
        Counter counter = registry.find("rpc.server.refused")
                .tags("rpc.system", "nats", "rpc.service", "desk", "rpc.method", method, "reason", reason).counter();
        return counter == null ? 0 : (long) counter.count();
    }

    private static JsonNode statistics(String endpoint) throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message stats = connection.request("$SRV.STATS.desk", null, PATIENCE);
            for (JsonNode each : new ObjectMapper().readTree(stats.getData()).path("endpoints")) {
                if (each.path("name").asText().equals(endpoint)) {
                    return each;
                }
            }
        }
        throw new IllegalStateException("There is no endpoint " + endpoint);
    }

    @NatsClient("desk")
    public interface Desk {
        Uni<Integer> queued(int number);

        Uni<Integer> late(int number);

        Uni<Integer> cancelled(int number);

        Uni<Integer> often();

        Uni<Integer> adaptive(int number);

        Multi<Integer> ticks();

        int blocking(int number);
    }

    @NatsService
    public static class DeskService implements Desk {

        static final CountDownLatch GO_ON = new CountDownLatch(1);

        @Override
        public Uni<Integer> queued(int number) {
            return Held.until("queued", number);
        }

        @Override
        public Uni<Integer> late(int number) {
            return Held.until("late", number);
        }

        @Override
        public Uni<Integer> cancelled(int number) {
            return Held.until("cancelled", number);
        }

        @Override
        public Uni<Integer> often() {
            return Uni.createFrom().item(1);
        }

        @Override
        public Uni<Integer> adaptive(int number) {
            return Uni.createFrom().item(number);
        }

        @Override
        public Multi<Integer> ticks() {
            return Multi.createBy().concatenating().streams(Multi.createFrom().item(1), Multi.createFrom().nothing());
        }

        @Override
        public int blocking(int number) {
            Held.BEGUN.computeIfAbsent("blocking", key -> new CopyOnWriteArrayList<>()).add(number);
            try {
                GO_ON.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return number;
        }
    }

    @NatsClient("other")
    public interface Other {
        Uni<Integer> one(int number);

        Uni<Integer> two(int number);
    }

    @NatsService
    public static class OtherService implements Other {

        @Override
        public Uni<Integer> one(int number) {
            return Held.until("one", number);
        }

        @Override
        public Uni<Integer> two(int number) {
            return Held.until("two", number);
        }
    }

    /** Calls that run until they are let go. */
    public static final class Held {

        static final Map<String, List<Integer>> BEGUN = new ConcurrentHashMap<>();
        private static final Map<String, LinkedBlockingQueue<Runnable>> RUNNING = new ConcurrentHashMap<>();

        private Held() {
        }

        static Uni<Integer> until(String place, int number) {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            Supplier<CompletableFuture<Integer>> result = () -> end;
            RUNNING.computeIfAbsent(place, key -> new LinkedBlockingQueue<>()).add(() -> end.complete(number));
            BEGUN.computeIfAbsent(place, key -> new CopyOnWriteArrayList<>()).add(number);
            return Uni.createFrom().completionStage(result);
        }

        static List<Integer> begun(String place) {
            return BEGUN.getOrDefault(place, List.of());
        }

        static void endOne(String place) {
            RUNNING.get(place).remove().run();
        }

        static void endAll(String place) {
            for (Runnable end = RUNNING.get(place).poll(); end != null; end = RUNNING.get(place).poll()) {
                end.run();
            }
        }
    }
}
