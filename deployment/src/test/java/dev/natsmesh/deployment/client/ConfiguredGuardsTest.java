package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.client.ClientStub;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;

/** Fault tolerance by configuration, of contracts with and without annotations; and by annotations of the service's own. */
class ConfiguredGuardsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LONG = "10m";

    @RegisterExtension
    static final QuarkusUnitTest APP = application();

    private static QuarkusUnitTest application() {
        QuarkusUnitTest application = MeshApplication.of(Calls.class, Bare.class, BareService.class, Annotated.class,
                AnnotatedService.class, Intercepted.class, InterceptedService.class, Guarding.class, GuardingService.class,
                Order.class)
                .overrideConfigKey("quarkus.nats.timeout", "5s")
                .overrideConfigKey("quarkus.nats.clients.retry.jitter", "0s")
                .overrideConfigKey("quarkus.nats.clients.retry.max-retries", "1")
                .overrideConfigKey("quarkus.nats.clients.\"bare\".retry.max-retries", "2")
                .overrideConfigKey("quarkus.nats.clients.\"intercepted\".retry.max-retries", "7")
                .overrideConfigKey("quarkus.nats.clients.\"guarding\".retry.enabled", "false");
        method(application, "bare", "fifthTime", "retry.max-retries", "4");
        method(application, "bare", "growing", "retry.back-off", "exponential");
        method(application, "bare", "growing", "retry.delay", "1ms");
        method(application, "bare", "once", "retry.enabled", "false");
        method(application, "bare", "slow", "timeout", "300ms");
        method(application, "bare", "slow", "retry.enabled", "false");
        method(application, "bare", "slowBlocking", "timeout", "300ms");
        method(application, "bare", "patient", "timeout", "60s");
        method(application, "bare", "broken", "circuit-breaker.request-volume-threshold", "2");
        method(application, "bare", "broken", "circuit-breaker.delay", LONG);
        method(application, "bare", "wrong", "circuit-breaker.request-volume-threshold", "2");
        method(application, "bare", "wrong", "circuit-breaker.delay", LONG);
        method(application, "bare", "narrow", "bulkhead.value", "1");
        method(application, "bare", "narrow", "bulkhead.waiting-task-queue", "1");
        method(application, "bare", "rare", "rate-limit.value", "1");
        method(application, "bare", "rare", "rate-limit.window", LONG);
        method(application, "bare", "rare", "retry.enabled", "false");
        method(application, "annotated", "configured", "retry.max-retries", "3");
        method(application, "annotated", "disabled", "retry.enabled", "false");
        method(application, "annotated", "slow", "timeout", "300ms");
        return application;
    }

    private static void method(QuarkusUnitTest application, String service, String method, String key, String value) {
        application.overrideConfigKey("quarkus.nats.clients.\"%s\".methods.\"%s\".%s".formatted(service, method, key), value);
    }

    @NatsClient
    Bare bare;
    @NatsClient
    Annotated annotated;
    @NatsClient
    Intercepted intercepted;
    @NatsClient
    Guarding guarding;

    @Test
    void theServicesSettingCountsBeforeThatOfAll() throws Exception {
        assertThat(bare.thirdTime("uni").await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(bare.thirdTimeStage("stage").toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(bare.growing("growing").await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(ClientProxy.unwrap(bare)).isInstanceOf(ClientStub.class);
    }

    @Test
    void theMethodsSettingCountsBeforeThatOfTheService() {
        assertThat(bare.fifthTime("fifth").await().atMost(PATIENCE)).isEqualTo(5);
        assertUnavailable(() -> bare.once("once").await().atMost(PATIENCE));
        assertThat(Calls.of("once")).isEqualTo(1);
    }

    @Test
    void theThreadThatWaitsMakesEachAttempt() {
        assertThat(bare.thirdTimeBlocking(new Order("blocking"))).isEqualTo(3);
        assertThat(Order.WRITTEN_ON).hasSize(3).containsOnly(Thread.currentThread());
    }

    @Test
    void whatCannotHelpIsNotTriedAgain() {
        for (int code : List.of(400, 401, 403, 404, 409, 508)) {
            assertThatThrownBy(() -> bare.code(code).await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
            assertThat(Calls.of("code " + code)).as("calls that ended with code " + code).isEqualTo(1);
        }
        assertThatThrownBy(() -> bare.declared().await().atMost(PATIENCE)).isInstanceOf(OutOfOrder.class);
        assertThat(Calls.of("declared")).isEqualTo(1);
        for (int code : List.of(429, 500, 503)) {
            assertThatThrownBy(() -> bare.code(code).await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
            assertThat(Calls.of("code " + code)).as("calls that ended with code " + code).isEqualTo(3);
        }
    }

    @Test
    void whatIsNotIdempotentRunsOnce() {
        assertUnavailable(() -> bare.notIdempotent().await().atMost(PATIENCE));
        assertThat(Calls.of("notIdempotent")).isEqualTo(1);
    }

    @Test
    void theTimeoutIsTheCallsOwn() {
        assertThatThrownBy(() -> bare.slow().await().atMost(PATIENCE)).isInstanceOf(CallTimeoutException.class);
        assertThatThrownBy(() -> bare.slowBlocking()).isInstanceOf(CallTimeoutException.class);
        assertThat(Duration.ofMillis(bare.patient().await().atMost(PATIENCE))).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void theBreakerOpensForWhatTheServiceIsToBlameFor() {
        for (int i = 0; i < 2; i++) {
            assertUnavailable(() -> bare.broken().await().atMost(PATIENCE));
            assertThatThrownBy(() -> bare.wrong().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        }
        assertThatThrownBy(() -> bare.broken().await().atMost(PATIENCE)).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(Calls.of("broken")).isEqualTo(2);
        assertThatThrownBy(() -> bare.wrong().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(Calls.of("wrong")).isEqualTo(3);
    }

    @Test
    void theBulkheadRefusesWhatItCannotKeep() {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Uni<String>> calls = List.of(bare.narrow("a"), bare.narrow("b"), bare.narrow("c"));
        Uni.join().all(calls.stream().map(call -> call.onFailure().invoke(failures::add).onFailure().recoverWithNull())
                .toList()).andCollectFailures().await().atMost(PATIENCE);
        assertThat(failures).singleElement().isInstanceOf(BulkheadException.class);
        assertThat(Calls.of("narrow")).isEqualTo(2);
    }

    @Test
    void theRateLimitRefusesWhatIsTooMuch() {
        assertThat(bare.rare().await().atMost(PATIENCE)).isEqualTo("rare");
        assertThatThrownBy(() -> bare.rare().await().atMost(PATIENCE)).isInstanceOf(RateLimitException.class);
    }

    @Test
    void configurationCountsBeforeAnnotations() {
        assertUnavailable(() -> annotated.configured().await().atMost(PATIENCE));
        assertThat(Calls.of("configured")).isEqualTo(4);
        assertUnavailable(() -> annotated.disabled());
        assertThat(Calls.of("disabled")).isEqualTo(1);
        assertThatThrownBy(() -> annotated.slow().await().atMost(PATIENCE)).isInstanceOf(TimeoutException.class);
        assertThat(ClientProxy.unwrap(annotated)).isInstanceOf(ClientStub.class);
    }

    @Test
    void whatAnInterceptorCarriesOutStays() {
        assertThat(intercepted.replaced()).isEqualTo("instead");
        assertThat(Calls.of("replaced")).isEqualTo(3);
    }

    @Test
    void annotationsOfTheServiceWorkThere() {
        assertThat(guarding.thirdTime("at the service").await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(guarding.replaced()).isEqualTo("the service's own");
        assertThatThrownBy(() -> guarding.slow().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        assertThat(Calls.of("slow at the service")).isEqualTo(1);
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(503));
    }

    /** Counts what reaches the services. */
    public static final class Calls {

        private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

        static int of(String what) {
            return COUNTS.getOrDefault(what, 0);
        }

        static int count(String what) {
            return COUNTS.merge(what, 1, Integer::sum);
        }

        static Uni<String> fail(String what) {
            return fail(what, 503);
        }

        static Uni<String> fail(String what, int code) {
            count(what);
            return Uni.createFrom().failure(new ServiceException(code, what));
        }

        static Uni<Integer> atLast(String key, int time) {
            int call = count(key);
            return call < time ? Uni.createFrom().failure(new ServiceException(503, "not yet")) : Uni.createFrom().item(call);
        }
    }

    public static class Order {

        static final List<Thread> WRITTEN_ON = new CopyOnWriteArrayList<>();

        private String sku;

        public Order() {
        }

        Order(String sku) {
            this.sku = sku;
        }

        public String getSku() {
            WRITTEN_ON.add(Thread.currentThread());
            return sku;
        }

        public void setSku(String sku) {
            this.sku = sku;
        }
    }

    public static class OutOfOrder extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @NatsClient("bare")
    public interface Bare {

        @Idempotent
        Uni<Integer> thirdTime(String key);

        @Idempotent
        CompletionStage<Integer> thirdTimeStage(String key);

        @Idempotent
        int thirdTimeBlocking(Order order);

        @Idempotent
        Uni<Integer> growing(String key);

        @Idempotent
        Uni<Integer> fifthTime(String key);

        @Idempotent
        Uni<String> once(String key);

        @Idempotent
        Uni<String> code(int code);

        @Idempotent
        Uni<String> declared() throws OutOfOrder;

        Uni<String> notIdempotent();

        @Idempotent
        Uni<String> slow();

        String slowBlocking();

        Uni<Long> patient();

        Uni<String> broken();

        Uni<String> wrong();

        Uni<String> narrow(String call);

        Uni<String> rare();
    }

    @NatsService
    public static class BareService implements Bare {

        @Override
        public Uni<Integer> thirdTime(String key) {
            return Calls.atLast(key, 3);
        }

        @Override
        public CompletionStage<Integer> thirdTimeStage(String key) {
            return Calls.atLast(key, 3).subscribeAsCompletionStage();
        }

        @Override
        public int thirdTimeBlocking(Order order) {
            return Calls.atLast(order.sku, 3).await().indefinitely();
        }

        @Override
        public Uni<Integer> growing(String key) {
            return Calls.atLast(key, 3);
        }

        @Override
        public Uni<Integer> fifthTime(String key) {
            return Calls.atLast(key, 5);
        }

        @Override
        public Uni<String> once(String key) {
            return Calls.fail(key);
        }

        @Override
        public Uni<String> code(int code) {
            return Calls.fail("code " + code, code);
        }

        @Override
        public Uni<String> declared() {
            Calls.count("declared");
            return Uni.createFrom().failure(new OutOfOrder());
        }

        @Override
        public Uni<String> notIdempotent() {
            return Calls.fail("notIdempotent");
        }

        @Override
        public Uni<String> slow() {
            return Uni.createFrom().nothing();
        }

        @Override
        public String slowBlocking() {
            return Uni.createFrom().item("late").onItem().delayIt().by(Duration.ofSeconds(2)).await().indefinitely();
        }

        @Override
        public Uni<Long> patient() {
            return Uni.createFrom().item(CurrentCall.deadline().remainingMillis());
        }

        @Override
        public Uni<String> broken() {
            return Calls.fail("broken");
        }

        @Override
        public Uni<String> wrong() {
            return Calls.fail("wrong", 400);
        }

        @Override
        public Uni<String> narrow(String call) {
            Calls.count("narrow");
            return Uni.createFrom().item(call).onItem().delayIt().by(Duration.ofMillis(100));
        }

        @Override
        public Uni<String> rare() {
            return Uni.createFrom().item("rare");
        }
    }

    @NatsClient("annotated")
    public interface Annotated {

        @Idempotent
        @Retry(maxRetries = 9, delay = 0, jitter = 0)
        Uni<String> configured();

        @Idempotent
        @Retry(maxRetries = 9, delay = 0, jitter = 0)
        String disabled();

        @Timeout(60_000)
        Uni<String> slow();
    }

    @NatsService
    public static class AnnotatedService implements Annotated {

        @Override
        public Uni<String> configured() {
            return Calls.fail("configured");
        }

        @Override
        public String disabled() {
            return Calls.fail("disabled").await().indefinitely();
        }

        @Override
        public Uni<String> slow() {
            return Uni.createFrom().nothing();
        }
    }

    @NatsClient("intercepted")
    public interface Intercepted {

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @Fallback(fallbackMethod = "instead")
        String replaced();

        default String instead() {
            return "instead";
        }
    }

    @NatsService
    public static class InterceptedService implements Intercepted {

        @Override
        public String replaced() {
            return Calls.fail("replaced").await().indefinitely();
        }
    }

    @NatsClient("guarding")
    public interface Guarding {

        Uni<Integer> thirdTime(String key);

        String replaced();

        Uni<String> slow();
    }

    @NatsService
    public static class GuardingService implements Guarding {

        @Override
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        public Uni<Integer> thirdTime(String key) {
            return Calls.atLast(key, 3);
        }

        @Override
        @Fallback(fallbackMethod = "own")
        public String replaced() {
            throw new IllegalStateException("broken");
        }

        String own() {
            return "the service's own";
        }

        @Override
        @Timeout(200)
        public Uni<String> slow() {
            Calls.count("slow at the service");
            return Uni.createFrom().nothing();
        }
    }
}
