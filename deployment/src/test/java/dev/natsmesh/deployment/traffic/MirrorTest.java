package dev.natsmesh.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Services whose calls are copied, each to somebody else. */
class MirrorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_PENDING = 4;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Ask.class, Original.class, OriginalService.class, Shadow.class,
            ShadowService.class, Versioned.class, VersionedService.class, Alone.class, AloneService.class, Answer.class)
            .overrideConfigKey("quarkus.nats.mirroring.max-pending", Integer.toString(MAX_PENDING))
            .overrideConfigKey("quarkus.nats.mirroring.compare", "true")
            .overrideConfigKey("quarkus.nats.mirroring.ignored-properties", "servedBy")
            .overrideConfigKey("quarkus.nats.traffic.\"original\".mirror.service", "shadow")
            .overrideConfigKey("quarkus.nats.traffic.\"versioned\".mirror.version", "2.0.0")
            .overrideConfigKey("quarkus.nats.traffic.\"alone\".mirror.service", "nobody");

    @NatsClient
    Original original;
    @NatsClient
    Versioned versioned;
    @NatsClient
    Alone alone;
    @Inject
    MeterRegistry meters;

    @BeforeEach
    void begin() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            Metrics.addRegistry(new SimpleMeterRegistry());
        }
        ShadowService.CALLS.clear();
        OriginalService.gate = CompletableFuture.completedFuture(null);
    }

    private double count(String name, String service, String... tags) {
        Counter counter = meters.find("nats.mesh.mirror." + name).tag("rpc.service", service).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private void awaitCount(double expected, String name, String service, String... tags) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count(name, service, tags)).isEqualTo(expected));
    }

    @Test
    void theOtherServiceGetsACopyWhichTellsThatItIsOne() {
        double compared = count("compared", "original");
        double differences = count("differences", "original", "kind", "body");
        assertThat(original.ask("lamp").await().atMost(PATIENCE)).isEqualTo(new Answer("original", 4));
        await().atMost(PATIENCE).until(() -> !ShadowService.CALLS.isEmpty());
        assertThat(ShadowService.CALLS).containsExactly("lamp true");
        awaitCount(compared + 1, "compared", "original");
        assertThat(count("differences", "original", "kind", "body")).as("servedBy is ignored").isEqualTo(differences);
    }

    @Test
    void aMirrorThatAnswersFirstDoesNotWin() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        OriginalService.gate = gate;
        double differences = count("differences", "original", "kind", "body");
        double copies = count("copies", "original", "outcome", "success");
        CompletableFuture<Answer> answer = original.ask("differently").subscribeAsCompletionStage();
        awaitCount(copies + 1, "copies", "original", "outcome", "success");
        assertThat(answer).isNotDone();
        gate.complete(null);
        assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join())
                .isEqualTo(new Answer("original", 11));
        awaitCount(differences + 1, "differences", "original", "kind", "body");
    }

    @Test
    void aMirrorThatFailsIsNotFelt() {
        double errors = count("copies", "original", "outcome", "error");
        double differences = count("differences", "original", "kind", "outcome");
        assertThat(original.ask("failing").await().atMost(PATIENCE)).isEqualTo(new Answer("original", 7));
        awaitCount(errors + 1, "copies", "original", "outcome", "error");
        awaitCount(differences + 1, "differences", "original", "kind", "outcome");
        assertThat(original.askBlocking("failing")).isEqualTo(new Answer("original", 7));
    }

    @Test
    void aFailureIsTheCallersOwn() {
        assertThatThrownBy(() -> original.ask("broken").await().atMost(PATIENCE))
                .isInstanceOfSatisfying(ServiceException.class, failure -> assertThat(failure.code()).isEqualTo(409));
    }

    @Test
    void aMirrorThatIsNotThereIsNotFelt() {
        for (int i = 1; i <= 2 * MAX_PENDING; i++) {
            assertThat(alone.ask("lamp").await().atMost(PATIENCE)).isEqualTo(new Answer("alone", 4));
            awaitCount(i, "copies", "alone", "outcome", "no_responders");
        }
    }

    @Test
    void aMirrorThatHangsGetsSoManyCopiesAtOnceAndIsNotFelt() throws Exception {
        Queue<Message> copies = new ConcurrentLinkedQueue<>();
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Dispatcher dispatcher = connection.createDispatcher(copies::add);
            dispatcher.subscribe("_MESH.V.versioned.2_0_0.>", "q");
            connection.flush(PATIENCE);
            for (int i = 0; i < 3 * MAX_PENDING; i++) {
                assertThat(versioned.ask("lamp").await().atMost(PATIENCE)).isEqualTo(new Answer("versioned", 4));
            }
            awaitCount(2 * MAX_PENDING, "copies", "versioned", "outcome", "dropped");
            await().atMost(PATIENCE).until(() -> copies.size() == MAX_PENDING);
            Message copy = copies.peek();
            assertThat(copy.getSubject()).isEqualTo("_MESH.V.versioned.2_0_0.ask");
            assertThat(copy.getHeaders().getFirst("Nats-Mesh-Mirror")).isEqualTo("true");
            assertThat(new String(copy.getData(), StandardCharsets.UTF_8)).isEqualTo("\"lamp\"");
            copies.forEach(each -> connection.publish(each.getReplyTo(), "{\"length\":4}".getBytes(StandardCharsets.UTF_8)));
            awaitCount(MAX_PENDING, "compared", "versioned");
            versioned.ask("lamp").await().atMost(PATIENCE);
            await().atMost(PATIENCE).until(() -> copies.size() == MAX_PENDING + 1);
        }
        assertThat(count("differences", "versioned")).isZero();
    }

    public record Answer(String servedBy, int length) {
    }

    public interface Ask {

        Uni<Answer> ask(String what);

        Answer askBlocking(String what);
    }

    @NatsClient("original")
    public interface Original extends Ask {
    }

    @NatsClient("shadow")
    public interface Shadow extends Ask {
    }

    @NatsClient("versioned")
    public interface Versioned extends Ask {
    }

    @NatsClient("alone")
    public interface Alone extends Ask {
    }

    @NatsService
    public static class OriginalService implements Original {

        static volatile CompletableFuture<Void> gate;

        @Override
        public Uni<Answer> ask(String what) {
            return Uni.createFrom().completionStage(gate).map(open -> askBlocking(what));
        }

        @Override
        public Answer askBlocking(String what) {
            if (what.equals("broken")) {
                throw new ServiceException(409, "broken");
            }
            return new Answer("original", what.length());
        }
    }

    @NatsService
    public static class ShadowService implements Shadow {

        static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

        @Inject
        CallContext context;

        @Override
        public Uni<Answer> ask(String what) {
            return Uni.createFrom().item(() -> askBlocking(what));
        }

        @Override
        public Answer askBlocking(String what) {
            CALLS.add(what + " " + context.header("Nats-Mesh-Mirror").orElse("no"));
            if (what.equals("failing")) {
                throw new ServiceException(500, "failing");
            }
            return new Answer("shadow", what.equals("differently") ? 0 : what.length());
        }
    }

    @NatsService
    public static class VersionedService implements Versioned {

        @Override
        public Uni<Answer> ask(String what) {
            return Uni.createFrom().item(askBlocking(what));
        }

        @Override
        public Answer askBlocking(String what) {
            return new Answer("versioned", what.length());
        }
    }

    @NatsService
    public static class AloneService implements Alone {

        @Override
        public Uni<Answer> ask(String what) {
            return Uni.createFrom().item(askBlocking(what));
        }

        @Override
        public Answer askBlocking(String what) {
            return new Answer("alone", what.length());
        }
    }
}
