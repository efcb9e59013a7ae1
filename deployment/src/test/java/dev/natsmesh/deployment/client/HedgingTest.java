package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.CallTimeoutException;
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
import io.smallrye.mutiny.Uni;

/** Calls that take long are made a second time. */
class HedgingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So many calls make known how long one takes. */
    private static final int ENOUGH = 100;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Hedged.class, HedgedService.class, Unbudgeted.class, UnbudgetedService.class, Work.class)
            .overrideConfigKey("quarkus.nats.timeout", "20s")
            .overrideConfigKey("quarkus.nats.clients.hedging.enabled", "true")
            .overrideConfigKey("quarkus.nats.clients.\"hedged\".methods.\"notHedged\".hedging.enabled", "false")
            .overrideConfigKey("quarkus.nats.clients.\"hedged\".methods.\"notHedged\".timeout", "400ms")
            .overrideConfigKey("quarkus.nats.clients.\"hedged\".methods.\"notIdempotent\".timeout", "400ms")
            .overrideConfigKey("quarkus.nats.clients.\"unbudgeted\".timeout", "400ms")
            .overrideConfigKey("quarkus.nats.clients.\"unbudgeted\".retry-budget.ratio", "0")
            .overrideConfigKey("quarkus.nats.clients.\"unbudgeted\".retry-budget.min-retries-per-second", "0");

    @NatsClient
    Hedged hedged;
    @NatsClient
    Unbudgeted unbudgeted;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void countCalls() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            Metrics.addRegistry(new SimpleMeterRegistry());
        }
    }

    @Test
    void theSecondAttemptAnswersAndTheFirstIsCancelled() {
        for (int i = 0; i < ENOUGH; i++) {
            hedged.ask("quick").await().atMost(PATIENCE);
        }
        assertThat(hedged.ask("stuck").await().atMost(PATIENCE)).isEqualTo("attempt 2");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Work.of("cancelled stuck")).isEqualTo(1));
        assertThat(Work.of("stuck")).isEqualTo(2);
        assertThat(hedges("ask", "true")).isEqualTo(1);

        assertThat(hedged.ask("slow, then unavailable").await().atMost(PATIENCE)).as("a failure that may pass is no answer")
                .isEqualTo("attempt 1");
        assertThat(Work.of("slow, then unavailable")).isEqualTo(2);
        assertThat(hedges("ask", "false")).isEqualTo(1);

        assertThatThrownBy(() -> hedged.ask("slow, then missing").await().atMost(PATIENCE)).as("this one is an answer")
                .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(404));
    }

    @Test
    void aThreadThatWaitsIsAnsweredByTheSecondAttempt() {
        for (int i = 0; i < ENOUGH; i++) {
            hedged.askBlocking("quick");
        }
        assertThat(hedged.askBlocking("stuck blocking")).isEqualTo("attempt 2");
        assertThat(hedges("askBlocking", "true")).isEqualTo(1);
    }

    @Test
    void othersAreMadeOnce() {
        for (int i = 0; i < ENOUGH; i++) {
            hedged.notHedged("quick").await().atMost(PATIENCE);
            hedged.notIdempotent("quick").await().atMost(PATIENCE);
            unbudgeted.ask("quick").await().atMost(PATIENCE);
        }
        assertTimesOut(hedged.notHedged("not hedged"));
        assertThat(Work.of("not hedged")).isEqualTo(1);
        assertTimesOut(hedged.notIdempotent("not idempotent"));
        assertThat(Work.of("not idempotent")).isEqualTo(1);
        assertTimesOut(unbudgeted.ask("unbudgeted"));
        assertThat(Work.of("unbudgeted")).isEqualTo(1);
    }

    private static void assertTimesOut(Uni<?> call) {
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOf(CallTimeoutException.class);
    }

    private double hedges(String method, String won) {
        Counter counter = meters.find("rpc.client.hedges").tag("rpc.service", "hedged").tag("rpc.method", method)
                .tag("won", won).counter();
        return counter == null ? 0 : counter.count();
    }

    /** What the services do. */
    public static final class Work {

        private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

        static int of(String what) {
            return COUNTS.getOrDefault(what, 0);
        }

        static Uni<String> of(String key, int attempt) {
            COUNTS.merge(key, 1, Integer::sum);
            Uni<String> answer = Uni.createFrom().item("attempt " + attempt);
            if (key.equals("quick")) {
                return answer;
            } else if (key.startsWith("slow")) {
                return attempt == 1
                        ? answer.onItem().delayIt().by(Duration.ofMillis(500))
                        : Uni.createFrom().failure(new ServiceException(key.endsWith("missing") ? 404 : 503, key));
            }
            return attempt > 1
                    ? answer
                    : Uni.createFrom().<String>nothing().onCancellation()
                            .invoke(() -> COUNTS.merge("cancelled " + key, 1, Integer::sum));
        }
    }

    @NatsClient("hedged")
    public interface Hedged {

        @Idempotent
        Uni<String> ask(String key);

        @Idempotent
        String askBlocking(String key);

        @Idempotent
        Uni<String> notHedged(String key);

        Uni<String> notIdempotent(String key);
    }

    @NatsService
    public static class HedgedService implements Hedged {

        @Inject
        CallContext call;

        @Override
        public Uni<String> ask(String key) {
            return Work.of(key, call.attempt());
        }

        @Override
        public String askBlocking(String key) {
            Uni<String> answer = Work.of(key, call.attempt());
            return call.attempt() == 1 && !key.equals("quick")
                    ? Uni.createFrom().item("late").onItem().delayIt().by(Duration.ofSeconds(1)).await().indefinitely()
                    : answer.await().indefinitely();
        }

        @Override
        public Uni<String> notHedged(String key) {
            return Work.of(key, call.attempt());
        }

        @Override
        public Uni<String> notIdempotent(String key) {
            return Work.of(key, call.attempt());
        }
    }

    @NatsClient("unbudgeted")
    public interface Unbudgeted {

        @Idempotent
        Uni<String> ask(String key);
    }

    @NatsService
    public static class UnbudgetedService implements Unbudgeted {

        @Inject
        CallContext call;

        @Override
        public Uni<String> ask(String key) {
            return Work.of(key, call.attempt());
        }
    }
}
