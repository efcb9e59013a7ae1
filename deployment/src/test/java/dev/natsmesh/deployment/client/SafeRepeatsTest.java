package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** What is tried again without being asked for, and what {@code @Retry} leaves alone. */
class SafeRepeatsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BOUND = Duration.ofSeconds(1);
    /** More than all pauses of both kinds of retry. */
    private static final Duration HINT = Duration.ofMillis(300);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Absent.class, Restarting.class, Stopped.class, Shaky.class, ShakyService.class, OutOfOrder.class)
            .overrideConfigKey("quarkus.nats.clients.\"stopped\".methods.\"brief\".timeout", "200ms")
            .overrideConfigKey("quarkus.nats.clients.\"stopped\".methods.\"never\".no-responders-wait", "0s")
            .overrideConfigKey("quarkus.nats.clients.\"shaky\".methods.\"switchedOff\".retry.enabled", "false");

    @NatsClient
    Absent absent;
    @NatsClient
    Restarting restarting;
    @NatsClient
    Stopped stopped;
    @NatsClient
    Shaky shaky;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void countCalls() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            Metrics.addRegistry(new SimpleMeterRegistry());
        }
    }

    @Test
    void aServiceThatWasNeverThereIsToldAtOnce() {
        assertThatThrownBy(() -> absent.ask().await().atMost(PATIENCE)).isInstanceOf(NoRespondersException.class);
        assertThat(untaken("absent", "ask")).isEqualTo(1);
    }

    @Test
    void aRestartIsNotSeen() throws Exception {
        assertRestartIsNotSeen("ask", () -> restarting.ask().subscribeAsCompletionStage().get(20, TimeUnit.SECONDS));
    }

    @Test
    void aRestartIsNotSeenByAThreadThatWaits() throws Exception {
        assertRestartIsNotSeen("askBlocking", () -> restarting.askBlocking());
    }

    private void assertRestartIsNotSeen(String method, Callable<String> call) throws Exception {
        try (Service service = new Service("restarting." + method)) {
            assertThat(call.call()).isEqualTo("there");
            service.leave();
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    answer.complete(call.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
            caller.start();
            await().atMost(PATIENCE).until(() -> untaken("restarting", method) >= 1);
            service.comeBack();
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("there");
        }
    }

    @Test
    void aServiceThatStaysAwayIsGivenUp() throws Exception {
        try (Service service = new Service("stopped.>")) {
            assertThat(stopped.ask().await().atMost(PATIENCE)).isEqualTo("there");
            service.leave();
            long start = System.nanoTime();
            assertThatThrownBy(() -> stopped.ask().await().atMost(PATIENCE)).isInstanceOf(NoRespondersException.class);
            // What may be between the last attempt and the limit, and more than enough for the rest.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND.multipliedBy(3));
            assertThat(untaken("stopped", "ask")).isBetween(3L, 12L);
            assertThatThrownBy(() -> stopped.never().await().atMost(PATIENCE)).isInstanceOf(NoRespondersException.class);
            assertThat(untaken("stopped", "never")).isEqualTo(1);
            assertThatThrownBy(() -> stopped.brief().await().atMost(PATIENCE)).isInstanceOf(NoRespondersException.class);
            assertThat(untaken("stopped", "brief")).isBetween(2L, 6L);
        }
    }

    private long untaken(String service, String method) {
        Timer timer = meters.find("rpc.client.duration").tag("rpc.service", service).tag("rpc.method", method)
                .tag("outcome", "no_responders").timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void whatIsIdempotentIsTriedAgainWhereTheServiceIsNotAvailable() {
        assertThat(shaky.thirdTime("uni").await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(shaky.thirdTimeBlocking("blocking")).isEqualTo(3);
        assertRuns(3, "alwaysUnavailable", shaky.code("alwaysUnavailable", 503));
        assertRuns(1, "internal", shaky.code("internal", 500));
        assertRuns(1, "missing", shaky.code("missing", 404));
        assertRuns(1, "notIdempotent", shaky.notIdempotent("notIdempotent"));
        assertRuns(1, "switchedOff", shaky.switchedOff("switchedOff"));
    }

    @Test
    void retryLeavesAloneWhatCannotHelp() {
        assertRuns(1, "forbidden", shaky.retried("forbidden", 403));
        assertRuns(3, "too often", shaky.retried("too often", 429));
        assertRuns(3, "broken", shaky.retried("broken", 500));
        assertThatThrownBy(() -> shaky.declared("declared").await().atMost(PATIENCE)).isInstanceOf(OutOfOrder.class);
        assertThat(ShakyService.CALLS).containsEntry("declared", 1);
    }

    @Test
    void aServiceThatSaysWhenToComeBackIsNotCalledBefore() {
        assertComesBackAfter(HINT, 3, "asked to wait", shaky.later("asked to wait", HINT.toMillis()));
        assertComesBackAfter(HINT, 2, "retried later", shaky.retriedLater("retried later", HINT.toMillis()));
        Duration tooLong = Duration.ofMinutes(10);
        assertComesBackAfter(tooLong, 1, "too late", shaky.later("too late", tooLong.toMillis()));
        assertComesBackAfter(tooLong, 1, "retried too late", shaky.retriedLater("retried too late", tooLong.toMillis()));
    }

    private static void assertComesBackAfter(Duration hint, int times, String key, Uni<?> call) {
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOf(CallRefusedException.class);
        List<Long> runs = ShakyService.TIMES.get(key);
        assertThat(runs).hasSize(times);
        for (int i = 1; i < times; i++) {
            assertThat(Duration.ofNanos(runs.get(i) - runs.get(i - 1))).isGreaterThanOrEqualTo(hint);
        }
    }

    @Test
    void retryTriesAgainWhatItNames() {
        assertThatThrownBy(() -> shaky.named("named").await().atMost(PATIENCE)).isInstanceOf(OutOfOrder.class);
        assertThat(ShakyService.CALLS).containsEntry("named", 3);
    }

    private static void assertRuns(int times, String key, Uni<?> call) {
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(ShakyService.CALLS).containsEntry(key, times);
    }

    /** A service beside the application. */
    private static final class Service implements AutoCloseable {

        private final Connection connection;
        private final String subject;
        private Dispatcher dispatcher;

        Service(String subject) throws Exception {
            this.connection = Nats.connect(MeshApplication.serverUrl());
            this.subject = subject;
            comeBack();
        }

        void comeBack() throws Exception {
            dispatcher = connection.createDispatcher(
                    request -> connection.publish(request.getReplyTo(), "\"there\"".getBytes(StandardCharsets.UTF_8)));
            dispatcher.subscribe(subject, "q");
            connection.flush(PATIENCE);
        }

        void leave() throws Exception {
            connection.closeDispatcher(dispatcher);
            connection.flush(PATIENCE);
        }

        @Override
        public void close() throws InterruptedException {
            connection.close();
        }
    }

    @NatsClient("absent")
    public interface Absent {

        Uni<String> ask();
    }

    @NatsClient("restarting")
    public interface Restarting {

        Uni<String> ask();

        String askBlocking();
    }

    @NatsClient("stopped")
    public interface Stopped {

        Uni<String> ask();

        Uni<String> brief();

        Uni<String> never();
    }

    public static class OutOfOrder extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @NatsClient("shaky")
    public interface Shaky {

        @Idempotent
        Uni<Integer> thirdTime(String key);

        @Idempotent
        int thirdTimeBlocking(String key);

        @Idempotent
        Uni<String> code(String key, int code);

        Uni<String> notIdempotent(String key);

        @Idempotent
        Uni<String> switchedOff(String key);

        @Idempotent
        Uni<String> later(String key, long millis);

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        Uni<String> retriedLater(String key, long millis);

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        Uni<String> retried(String key, int code);

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        Uni<String> declared(String key) throws OutOfOrder;

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0, retryOn = OutOfOrder.class)
        Uni<String> named(String key) throws OutOfOrder;
    }

    @NatsService
    public static class ShakyService implements Shaky {

        static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();
        static final Map<String, List<Long>> TIMES = new ConcurrentHashMap<>();

        private static int count(String key) {
            return CALLS.merge(key, 1, Integer::sum);
        }

        private static Uni<Integer> third(String key) {
            int call = count(key);
            return call < 3 ? Uni.createFrom().failure(new ServiceException(503, "not yet")) : Uni.createFrom().item(call);
        }

        private static Uni<String> fail(String key, int code) {
            count(key);
            return Uni.createFrom().failure(new ServiceException(code, key));
        }

        @Override
        public Uni<Integer> thirdTime(String key) {
            return third(key);
        }

        @Override
        public int thirdTimeBlocking(String key) {
            return third(key).await().indefinitely();
        }

        @Override
        public Uni<String> code(String key, int code) {
            return fail(key, code);
        }

        @Override
        public Uni<String> notIdempotent(String key) {
            return fail(key, 503);
        }

        @Override
        public Uni<String> switchedOff(String key) {
            return fail(key, 503);
        }

        @Override
        public Uni<String> later(String key, long millis) {
            TIMES.computeIfAbsent(key, first -> new CopyOnWriteArrayList<>()).add(System.nanoTime());
            throw new CallRefusedException(503, "not now", Duration.ofMillis(millis));
        }

        @Override
        public Uni<String> retriedLater(String key, long millis) {
            return later(key, millis);
        }

        @Override
        public Uni<String> retried(String key, int code) {
            return fail(key, code);
        }

        @Override
        public Uni<String> declared(String key) {
            count(key);
            return Uni.createFrom().failure(new OutOfOrder());
        }

        @Override
        public Uni<String> named(String key) {
            count(key);
            return Uni.createFrom().failure(new OutOfOrder());
        }
    }
}
