package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

class RetryBudgetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CALLS = 20;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Failing.class, None.class, NoneService.class, Once.class, OnceService.class, Inner.class, InnerService.class,
                    Outer.class, OuterService.class)
            .overrideConfigKey("quarkus.nats.clients.retry-budget.min-retries-per-second", "0")
            .overrideConfigKey("quarkus.nats.clients.\"none\".retry-budget.ratio", "0")
            .overrideConfigKey("quarkus.nats.clients.\"once\".retry-budget.ratio", "1")
            .overrideConfigKey("quarkus.nats.clients.\"inner\".retry-budget.enabled", "false")
            .overrideConfigKey("quarkus.nats.clients.\"outer\".retry-budget.enabled", "false")
            .setLogRecordPredicate(record -> record.getLevel().intValue() == Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .filteredOn(record -> record.getMessage().contains("is not called again"))
                    .as("one for each service").hasSize(2));

    @NatsClient
    None none;
    @NatsClient
    Once once;
    @NatsClient
    Outer outer;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void countCalls() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            Metrics.addRegistry(new SimpleMeterRegistry());
        }
    }

    @Test
    void withoutBudgetNothingIsTriedAgain() {
        for (int i = 0; i < CALLS; i++) {
            assertFails(none.annotated());
            assertFails(none.byDefault());
        }
        assertThat(Failing.of("annotated")).isEqualTo(CALLS);
        assertThat(Failing.of("byDefault")).isEqualTo(CALLS);
        assertThat(count("rpc.client.retries", "none", "annotated")).isZero();
        assertThat(count("rpc.client.retry.budget.exhausted", "none", "annotated")).isEqualTo(CALLS);
        assertThat(count("rpc.client.retry.budget.exhausted", "none", "byDefault")).isEqualTo(CALLS);
    }

    @Test
    void eachCallAddsItsPart() {
        for (int i = 0; i < CALLS; i++) {
            assertFails(once.call());
        }
        assertThat(Failing.of("once")).isEqualTo(2 * CALLS);
        assertThat(count("rpc.client.retries", "once", "call")).isEqualTo(CALLS);
        assertThat(count("rpc.client.retry.budget.exhausted", "once", "call")).isEqualTo(CALLS);
    }

    @Test
    void whatIsCalledForASecondAttemptIsNotTriedAgain() {
        assertFails(outer.call());
        assertThat(Failing.of("outer")).isEqualTo(2);
        assertThat(Failing.of("inner")).as("five of the first attempt, one of the second").isEqualTo(5 + 1);
        assertFails(outer.callBlocking());
        assertThat(Failing.of("outer")).isEqualTo(4);
        assertThat(Failing.of("innerBlocking")).isEqualTo(3 + 1);
    }

    private static void assertFails(Uni<?> call) {
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(503));
    }

    private double count(String name, String service, String method) {
        Counter counter = meters.find(name).tag("rpc.service", service).tag("rpc.method", method).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Counts what reaches the services, and fails. */
    public static final class Failing {

        private static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();

        static int of(String what) {
            return CALLS.getOrDefault(what, 0);
        }

        static void count(String what) {
            CALLS.merge(what, 1, Integer::sum);
        }

        static Uni<String> call(String what) {
            count(what);
            return Uni.createFrom().failure(new ServiceException(503, what));
        }
    }

    @NatsClient("none")
    public interface None {

        @Idempotent
        @Retry(delay = 0, jitter = 0)
        Uni<String> annotated();

        @Idempotent
        Uni<String> byDefault();
    }

    @NatsService
    public static class NoneService implements None {

        @Override
        public Uni<String> annotated() {
            return Failing.call("annotated");
        }

        @Override
        public Uni<String> byDefault() {
            return Failing.call("byDefault");
        }
    }

    @NatsClient("once")
    public interface Once {

        @Idempotent
        @Retry(delay = 0, jitter = 0)
        Uni<String> call();
    }

    @NatsService
    public static class OnceService implements Once {

        @Override
        public Uni<String> call() {
            return Failing.call("once");
        }
    }

    @NatsClient("inner")
    public interface Inner {

        @Idempotent
        @Retry(maxRetries = 4, delay = 0, jitter = 0)
        Uni<String> call();

        @Idempotent
        String callBlocking();
    }

    @NatsService
    public static class InnerService implements Inner {

        @Override
        public Uni<String> call() {
            return Failing.call("inner");
        }

        @Override
        public String callBlocking() {
            return Failing.call("innerBlocking").await().indefinitely();
        }
    }

    @NatsClient("outer")
    public interface Outer {

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        Uni<String> call();

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        Uni<String> callBlocking();
    }

    @NatsService
    public static class OuterService implements Outer {

        @NatsClient
        Inner inner;

        @Override
        public Uni<String> call() {
            Failing.count("outer");
            return inner.call();
        }

        @Override
        @Blocking
        public Uni<String> callBlocking() {
            Failing.count("outer");
            return Uni.createFrom().item(inner.callBlocking());
        }
    }
}
