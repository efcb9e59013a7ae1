package dev.natsmesh.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.Header;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.OneWay;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Services that all do the same, each with a policy of its own. */
class FaultInjectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Ask.class, Asked.class, Aborted.class, AbortedService.class,
            Delayed.class, DelayedService.class, Late.class, LateService.class, Dropped.class, DroppedService.class,
            Marked.class, MarkedService.class, Shaky.class, ShakyService.class, Exporter.class)
            .overrideConfigKey("quarkus.otel.traces.exporter", "cdi")
            .overrideConfigKey("quarkus.otel.bsp.schedule.delay", "100ms")
            .overrideConfigKey("quarkus.nats.fault-injection.enabled", "true")
            .overrideConfigKey("quarkus.nats.traffic.\"aborted\".faults[0].abort", "503")
            .overrideConfigKey("quarkus.nats.traffic.\"delayed\".faults[0].delay", "200ms")
            .overrideConfigKey("quarkus.nats.traffic.\"late\".faults[0].delay", "1h")
            .overrideConfigKey("quarkus.nats.traffic.\"late\".timeout", "500ms")
            .overrideConfigKey("quarkus.nats.traffic.\"dropped\".faults[0].drop-reply", "true")
            .overrideConfigKey("quarkus.nats.traffic.\"dropped\".timeout", "500ms")
            .overrideConfigKey("quarkus.nats.traffic.\"marked\".faults[0].header", "X-Test")
            .overrideConfigKey("quarkus.nats.traffic.\"marked\".faults[0].value", "break it")
            .overrideConfigKey("quarkus.nats.traffic.\"marked\".faults[0].abort", "418")
            .overrideConfigKey("quarkus.nats.traffic.\"shaky\".faults[0].percent", "50")
            .overrideConfigKey("quarkus.nats.traffic.\"shaky\".faults[0].abort", "503")
            .setLogRecordPredicate(record -> record.getMessage().contains("faults"))
            .assertLogRecords(records -> assertThat(records).as("once for each service").hasSize(6)
                    .anySatisfy(record -> assertThat(record.getParameters()).contains("marked",
                            "of calls with the header X-Test of the value break it, 100.0 %, aborted with code 418")));

    @NatsClient
    Aborted aborted;
    @NatsClient
    Delayed delayed;
    @NatsClient
    Late late;
    @NatsClient
    Dropped dropped;
    @NatsClient
    Marked marked;
    @NatsClient
    Shaky shaky;
    @Inject
    MeterRegistry meters;
    @Inject
    InMemorySpanExporter exporter;

    @BeforeEach
    void begin() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            Metrics.addRegistry(new SimpleMeterRegistry());
        }
        Asked.CALLS.clear();
        exporter.reset();
    }

    private double injected(String service, String method, String kind) {
        Counter counter = meters.find("nats.mesh.faults.injected").tag("rpc.service", service).tag("rpc.method", method)
                .tag("kind", kind).counter();
        return counter == null ? 0 : counter.count();
    }

    private String attribute(String span, String kind) {
        SpanData client = await().until(() -> exporter.getFinishedSpanItems().stream()
                .filter(each -> each.getKind() == SpanKind.CLIENT && each.getName().equals(span)).findFirst().orElse(null),
                found -> found != null);
        return client.getAttributes().get(AttributeKey.stringKey("nats.mesh.fault." + kind));
    }

    @Test
    void aCallThatIsAbortedIsNotSentAndShowsIt() {
        assertThatThrownBy(() -> aborted.ask("a").await().atMost(PATIENCE)).isInstanceOf(CallRefusedException.class)
                .hasMessageContaining("fault injection");
        assertThat(Asked.CALLS).isEmpty();
        assertThat(injected("aborted", "ask", "abort")).isEqualTo(1);
        assertThat(attribute("aborted/ask", "abort")).isEqualTo("503");
        assertThatThrownBy(() -> aborted.say("a").await().atMost(PATIENCE)).isInstanceOf(CallRefusedException.class);
        assertThatThrownBy(() -> aborted.askBlocking("a")).isInstanceOf(CallRefusedException.class);
    }

    @Test
    void aCallThatIsDelayedIsAnsweredLater() {
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            assertThat(i == 0 ? delayed.ask("a").await().atMost(PATIENCE) : delayed.askBlocking("a")).isEqualTo("a");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(DELAY);
        }
        assertThat(attribute("delayed/ask", "delay")).isEqualTo("PT0.2S");
        assertThat(injected("delayed", "ask", "delay")).isEqualTo(1);
    }

    @Test
    void aDelayIsPartOfTheTimeThatACallHas() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> late.ask("a").await().atMost(PATIENCE)).isInstanceOf(CallTimeoutException.class);
        assertThatThrownBy(() -> late.askBlocking("a")).isInstanceOf(CallTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT.multipliedBy(2), PATIENCE);
        assertThat(Asked.CALLS).isEmpty();
    }

    @Test
    void aCallWhoseReplyIsDroppedRunsAndTimesOut() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> dropped.ask("a").await().atMost(PATIENCE)).isInstanceOf(CallTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIMEOUT);
        assertThat(Asked.CALLS).containsEntry("a", 1);
        assertThat(injected("dropped", "ask", "dropped_reply")).isEqualTo(1);
        assertThat(attribute("dropped/ask", "dropped_reply")).isEqualTo("true");
    }

    @Test
    void onlyCallsWithTheHeaderFail() {
        assertThat(marked.marked("leave it", "a").await().atMost(PATIENCE)).isEqualTo("a");
        assertThat(marked.marked(null, "a").await().atMost(PATIENCE)).isEqualTo("a");
        assertThatThrownBy(() -> marked.marked("break it", "a").await().atMost(PATIENCE))
                .isInstanceOfSatisfying(ServiceException.class, failure -> assertThat(failure.code()).isEqualTo(418));
    }

    @Test
    void eachAttemptIsJudgedByItself() {
        await().atMost(PATIENCE).until(() -> {
            try {
                return shaky.look("a").await().atMost(PATIENCE) > 1;
            } catch (ServiceException e) {
                return false;
            }
        });
        assertThat(injected("shaky", "look", "abort")).isPositive();
    }

    public interface Ask {

        Uni<String> ask(String key);

        String askBlocking(String key);

        Uni<String> marked(@Header("X-Test") String mark, String key);

        @OneWay
        Uni<Void> say(String key);

        @Idempotent
        @Retry(maxRetries = 3, delay = 0, jitter = 0)
        Uni<Integer> look(String key);
    }

    @NatsClient("aborted")
    public interface Aborted extends Ask {
    }

    @NatsClient("delayed")
    public interface Delayed extends Ask {
    }

    @NatsClient("late")
    public interface Late extends Ask {
    }

    @NatsClient("dropped")
    public interface Dropped extends Ask {
    }

    @NatsClient("marked")
    public interface Marked extends Ask {
    }

    @NatsClient("shaky")
    public interface Shaky extends Ask {
    }

    public abstract static class Asked implements Ask {

        static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();

        @Inject
        CallContext context;

        private static String called(String key) {
            CALLS.merge(key, 1, Integer::sum);
            return key;
        }

        @Override
        public Uni<String> ask(String key) {
            return Uni.createFrom().item(called(key));
        }

        @Override
        public String askBlocking(String key) {
            return called(key);
        }

        @Override
        public Uni<String> marked(String mark, String key) {
            return Uni.createFrom().item(called(key));
        }

        @Override
        public Uni<Void> say(String key) {
            called(key);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Integer> look(String key) {
            return Uni.createFrom().item(context.attempt());
        }
    }

    @NatsService
    public static class AbortedService extends Asked implements Aborted {
    }

    @NatsService
    public static class DelayedService extends Asked implements Delayed {
    }

    @NatsService
    public static class LateService extends Asked implements Late {
    }

    @NatsService
    public static class DroppedService extends Asked implements Dropped {
    }

    @NatsService
    public static class MarkedService extends Asked implements Marked {
    }

    @NatsService
    public static class ShakyService extends Asked implements Shaky {
    }

    public static class Exporter {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}
