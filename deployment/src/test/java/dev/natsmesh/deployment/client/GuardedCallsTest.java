package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.client.ClientStub;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Fault tolerance of a contract whose methods don't block: a part of its calls, not an interceptor. */
class GuardedCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Guarded.class, Parent.class, GuardedService.class)
            .overrideConfigKey("quarkus.nats.drain-timeout", "1s")
            .overrideConfigKey(Guarded.class.getName() + "/mpConfigured/Retry/maxRetries", "4")
            .overrideConfigKey("quarkus.fault-tolerance.\"" + Guarded.class.getName() + "/configured\".retry.max-retries", "5")
            .overrideConfigKey("quarkus.fault-tolerance.\"" + Guarded.class.getName() + "/disabled\".retry.enabled", "false");

    @NatsClient
    Guarded guarded;

    @Inject
    GuardedService service;

    @Inject
    CircuitBreakerMaintenance breakers;

    @Inject
    MeterRegistry meters;

    @Inject
    Vertx vertx;

    /** Without a registry in it, the application's counts nothing. */
    @BeforeEach
    void countCalls() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            Metrics.addRegistry(new SimpleMeterRegistry());
        }
    }

    @Test
    void timeoutEndsTheCallWhereItWasMade() {
        Ended ended = onContext(guarded.slow());
        assertThat(ended.failure()).isInstanceOf(TimeoutException.class).hasMessageContaining("Guarded.slow timed out");
        assertThat(ended.on()).isSameAs(ended.from());
    }

    @Test
    void retryCallsAgainWhereTheCallWasMade() {
        Ended ended = onContext(guarded.thirdTime("delayed"));
        assertThat(ended.item()).isEqualTo(3);
        assertThat(ended.on()).isSameAs(ended.from());
    }

    @Test
    void retryWorksWithoutContextAndForStages() throws Exception {
        assertThat(guarded.thirdTime("plain").await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(guarded.thirdTimeStage("stage").toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void inheritedMethodsAreGuarded() {
        assertThat(guarded.inherited("inherited").await().atMost(PATIENCE)).isEqualTo(3);
    }

    @Test
    void retryGoesByTheException() {
        assertThatThrownBy(() -> guarded.aborted().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(service.calls("aborted")).isEqualTo(1);
    }

    @Test
    void openBreakerKeepsCallsAwayAndCanBeLookedAt() {
        assertThat(breakers.currentState("guarded-broken")).isEqualTo(CircuitBreakerState.CLOSED);
        Queue<CircuitBreakerState> states = new ConcurrentLinkedQueue<>();
        breakers.onStateChange("guarded-broken", states::add);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> guarded.broken().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        }
        assertThatThrownBy(() -> guarded.broken().await().atMost(PATIENCE)).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(service.calls("broken")).isEqualTo(2);
        assertThat(states).containsExactly(CircuitBreakerState.OPEN);
    }

    @Test
    void bulkheadRefusesWhatItCannotKeep() {
        List<Uni<String>> calls = IntStream.range(0, 4).mapToObj(i -> guarded.narrow("call " + i)).toList();
        List<Ended> ended = Uni.join().all(calls.stream().map(this::started).toList()).andFailFast().await().atMost(PATIENCE);
        assertThat(ended).filteredOn(end -> end.failure() instanceof BulkheadException).hasSize(1);
        assertThat(ended).filteredOn(end -> end.failure() == null).hasSize(3);
        assertThat(ended).allSatisfy(end -> assertThat(end.on()).isSameAs(end.from()));
        assertThat(service.most("narrow")).isEqualTo(1);
        assertThat(count("narrow", "ft.bulkhead.calls.total", "bulkheadResult", "rejected")).isEqualTo(1);
        assertThat(count("narrow", "ft.timeout.calls.total", "timedOut", "false")).isEqualTo(4);
    }

    @Test
    void timeoutCountsWhileABulkheadKeepsTheCallWaiting() {
        List<Uni<Ended>> calls = IntStream.range(0, 3).mapToObj(i -> started(guarded.narrowAndSlow())).toList();
        assertThat(Uni.join().all(calls).andFailFast().await().atMost(PATIENCE))
                .allSatisfy(end -> assertThat(end.failure()).isInstanceOf(TimeoutException.class))
                .allSatisfy(end -> assertThat(end.on()).isSameAs(end.from()));
    }

    @Test
    void rateLimitRefusesWhatIsTooMuch() {
        assertThat(guarded.rare().await().atMost(PATIENCE)).isEqualTo("rare");
        assertThatThrownBy(() -> guarded.rare().await().atMost(PATIENCE)).isInstanceOf(RateLimitException.class);
    }

    @Test
    void configurationTakesTheContractsName() {
        assertThatThrownBy(() -> guarded.mpConfigured().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(service.calls("mpConfigured")).isEqualTo(5);
        assertThatThrownBy(() -> guarded.configured().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(service.calls("configured")).isEqualTo(6);
        assertThatThrownBy(() -> guarded.disabled().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(service.calls("disabled")).isEqualTo(1);
    }

    @Test
    void aMethodWithoutGuardsHasNoneAndNoMetricsOfThem() {
        assertThat(guarded.plain().await().atMost(PATIENCE)).isEqualTo("plain");
        assertThat(meters.find("ft.invocations.total").tag("method", Guarded.class.getCanonicalName() + ".rare").counters())
                .isNotEmpty();
        assertThat(meters.find("ft.invocations.total").tag("method", Guarded.class.getCanonicalName() + ".plain").counters())
                .isEmpty();
    }

    @Test
    void nothingInterceptsTheStub() {
        assertThat(ClientProxy.unwrap(guarded)).isInstanceOf(ClientStub.class);
    }

    @Test
    void metricsCountWhatCallsDid() {
        guarded.counted("first").await().atMost(PATIENCE);
        guarded.counted("second").await().atMost(PATIENCE);
        guarded.thirdTime("metered").await().atMost(PATIENCE);
        assertThatThrownBy(() -> guarded.counted("broken").await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        guarded.counted("after a call that was retried").await().atMost(PATIENCE);

        assertThat(count("thirdTime", "ft.retry.retries.total")).isGreaterThanOrEqualTo(2);
        assertThat(count("counted", "ft.invocations.total", "result", "valueReturned")).isEqualTo(3);
        assertThat(count("counted", "ft.invocations.total", "result", "exceptionThrown")).isEqualTo(1);
        assertThat(count("counted", "ft.retry.calls.total", "retried", "false", "retryResult", "valueReturned")).isEqualTo(3);
        assertThat(count("counted", "ft.retry.calls.total", "retried", "true", "retryResult", "maxRetriesReached"))
                .isEqualTo(1);
        assertThat(count("counted", "ft.timeout.calls.total", "timedOut", "false")).isEqualTo(5);
        assertThat(count("counted", "ft.circuitbreaker.calls.total", "circuitBreakerResult", "success")).isEqualTo(3);
        assertThat(count("counted", "ft.circuitbreaker.calls.total", "circuitBreakerResult", "failure")).isEqualTo(2);
        assertThat(count("counted", "ft.bulkhead.calls.total", "bulkheadResult", "accepted")).isEqualTo(5);
        assertThat(count("counted", "ft.ratelimit.calls.total", "rateLimitResult", "permitted")).isEqualTo(5);
        for (String timer : List.of("ft.timeout.executionDuration", "ft.bulkhead.runningDuration",
                "ft.bulkhead.waitingDuration")) {
            assertThat(meters.get(timer).tag("method", Guarded.class.getCanonicalName() + ".counted").timer().count())
                    .as(timer).isEqualTo(5);
        }
        assertThat(meters.get("ft.circuitbreaker.state.current").tag("method", Guarded.class.getCanonicalName() + ".counted")
                .tag("state", "closed").gauge().value()).isEqualTo(1);
    }

    private double count(String method, String name, String... tags) {
        return meters.get(name).tag("method", Guarded.class.getCanonicalName() + "." + method).tags(tags).counter().count();
    }

    private Ended onContext(Uni<?> call) {
        return started(call).await().atMost(PATIENCE);
    }

    /** Makes the call on a context of its own, at once. */
    private Uni<Ended> started(Uni<?> call) {
        Context from = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        Uni<Ended> ended = Uni.createFrom().<Ended>emitter(emitter -> from.runOnContext(on -> call.subscribe().with(
                item -> emitter.complete(new Ended(item, null, from, Vertx.currentContext())),
                failure -> emitter.complete(new Ended(null, failure, from, Vertx.currentContext()))))).memoize()
                .indefinitely();
        ended.subscribe().with(end -> {
        });
        return ended;
    }

    private record Ended(Object item, Throwable failure, Context from, Context on) {
    }

    public interface Parent {

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        Uni<Integer> inherited(String key);
    }

    @NatsClient("guarded")
    public interface Guarded extends Parent {

        @Timeout(300)
        Uni<String> slow();

        @Idempotent
        @Retry(maxRetries = 2, delay = 20, jitter = 10)
        @ExponentialBackoff
        Uni<Integer> thirdTime(String key);

        @Idempotent
        @Retry(maxRetries = 2, delay = 20, jitter = 10)
        CompletionStage<Integer> thirdTimeStage(String key);

        @Idempotent
        @Retry(delay = 0, jitter = 0, abortOn = ServiceException.class)
        Uni<String> aborted();

        @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 0.5, delay = 600_000)
        @CircuitBreakerName("guarded-broken")
        Uni<String> broken();

        @Timeout(10_000)
        @Bulkhead(value = 1, waitingTaskQueue = 2)
        Uni<String> narrow(String call);

        @Timeout(300)
        @Bulkhead(value = 1, waitingTaskQueue = 2)
        Uni<String> narrowAndSlow();

        @RateLimit(value = 1, window = 600_000)
        Uni<String> rare();

        Uni<String> plain();

        @Idempotent
        @Timeout(10_000)
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        @CircuitBreaker
        @Bulkhead
        @RateLimit(1_000)
        Uni<String> counted(String call);

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        Uni<String> mpConfigured();

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        Uni<String> configured();

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        Uni<String> disabled();
    }

    @NatsService
    public static class GuardedService implements Guarded {

        private final Map<String, Integer> calls = new ConcurrentHashMap<>();
        private final Map<String, Integer> running = new ConcurrentHashMap<>();
        private final Map<String, Integer> most = new ConcurrentHashMap<>();

        int calls(String what) {
            return calls.getOrDefault(what, 0);
        }

        int most(String what) {
            return most.get(what);
        }

        private Uni<String> fail(String what) {
            calls.merge(what, 1, Integer::sum);
            return Uni.createFrom().failure(new ServiceException(503, what));
        }

        private Uni<Integer> third(String key) {
            int call = calls.merge(key, 1, Integer::sum);
            return call < 3 ? Uni.createFrom().failure(new ServiceException(503, "not yet")) : Uni.createFrom().item(call);
        }

        @Override
        public Uni<String> slow() {
            return Uni.createFrom().nothing();
        }

        @Override
        public Uni<Integer> thirdTime(String key) {
            return third(key);
        }

        @Override
        public CompletionStage<Integer> thirdTimeStage(String key) {
            return third(key).subscribeAsCompletionStage();
        }

        @Override
        public Uni<Integer> inherited(String key) {
            return third(key);
        }

        @Override
        public Uni<String> aborted() {
            return fail("aborted");
        }

        @Override
        public Uni<String> broken() {
            return fail("broken");
        }

        @Override
        public Uni<String> narrow(String call) {
            most.merge("narrow", running.merge("narrow", 1, Integer::sum), Math::max);
            return Uni.createFrom().item(call).onItem().delayIt().by(Duration.ofMillis(100))
                    .onItem().invoke(() -> running.merge("narrow", -1, Integer::sum));
        }

        @Override
        public Uni<String> narrowAndSlow() {
            calls.merge("narrowAndSlow", 1, Integer::sum);
            return Uni.createFrom().nothing();
        }

        @Override
        public Uni<String> rare() {
            return Uni.createFrom().item("rare");
        }

        @Override
        public Uni<String> plain() {
            return Uni.createFrom().item("plain");
        }

        @Override
        public Uni<String> counted(String call) {
            return call.equals("broken") ? fail("counted") : Uni.createFrom().item(call);
        }

        @Override
        public Uni<String> mpConfigured() {
            return fail("mpConfigured");
        }

        @Override
        public Uni<String> configured() {
            return fail("configured");
        }

        @Override
        public Uni<String> disabled() {
            return fail("disabled");
        }
    }
}
