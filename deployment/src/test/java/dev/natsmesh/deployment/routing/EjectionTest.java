package dev.natsmesh.deployment.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.Idempotent;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsMeshException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;

/** Two instances each of several services, of which one doesn't do what it should. */
class EjectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CALLS = 40;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Ask.class, Failing.class, Silent.class, Leaving.class,
            Mixed.class, Flowing.class, PeerInstance.class)
            .overrideConfigKey("quarkus.nats.timeout", "600ms")
            .overrideConfigKey("quarkus.nats.ejection.max-failures", "3")
            .overrideConfigKey("quarkus.nats.ejection.back-off", "200ms");

    @NatsClient
    Failing failing;
    @NatsClient
    Silent silent;
    @NatsClient
    Leaving leaving;
    @NatsClient
    Mixed mixed;
    @NatsClient
    Flowing flowing;
    @Inject
    MeterRegistry registry;

    @BeforeAll
    static void keepMetrics() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    private static PeerInstance peer(String service, String id, PeerInstance.Mood mood) throws Exception {
        return new PeerInstance(MeshApplication.serverUrl(), service, id, mood, false);
    }

    private double ejected(String service) {
        Gauge gauge = registry.find("rpc.client.instances.ejected").tag("rpc.service", service).gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private static void callUntil(Supplier<String> call, Supplier<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            try {
                call.get();
            } catch (NatsMeshException e) {
                // What is waited for comes of it.
            }
            return condition.get();
        });
    }

    private static Set<String> answers(Supplier<String> call) {
        Set<String> answers = new LinkedHashSet<>();
        for (int i = 0; i < CALLS; i++) {
            answers.add(call.get());
        }
        return answers;
    }

    @Test
    void anInstanceThatFailsGetsNoCallsUntilItWorksAgain() throws Exception {
        try (PeerInstance a = peer("failing", "a", PeerInstance.Mood.FAILS);
                PeerInstance b = peer("failing", "b", PeerInstance.Mood.WORKS)) {
            callUntil(failing::ask, () -> ejected("failing") == 1);
            int calls = a.calls();
            assertThat(answers(failing::ask)).containsExactly("b");
            assertThat(a.calls()).isEqualTo(calls);
            assertThat(b.calls()).isGreaterThanOrEqualTo(CALLS);

            a.set(PeerInstance.Mood.WORKS);
            callUntil(failing::look, () -> ejected("failing") == 0);
            assertThat(answers(failing::ask)).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void anInstanceThatIsSilentGetsNoCallsUntilItIsHeardOf() throws Exception {
        try (PeerInstance a = peer("silent", "a", PeerInstance.Mood.WORKS);
                PeerInstance b = peer("silent", "b", PeerInstance.Mood.WORKS)) {
            silent.ask();
            Awaitility.await().atMost(PATIENCE).until(() -> a.pings() > 0);
            a.set(PeerInstance.Mood.DEAD);
            callUntil(silent::ask, () -> ejected("silent") == 1);
            int calls = a.calls();
            assertThat(answers(silent::ask)).containsExactly("b");
            assertThat(a.calls()).isEqualTo(calls);

            a.set(PeerInstance.Mood.WORKS);
            Awaitility.await().atMost(PATIENCE).until(() -> ejected("silent") == 0);
            assertThat(answers(silent::ask)).containsExactlyInAnyOrder("a", "b");

            b.set(PeerInstance.Mood.DEAD);
            a.set(PeerInstance.Mood.DEAD);
            assertThatThrownBy(silent::ask).isInstanceOf(CallTimeoutException.class);
        }
    }

    @Test
    void noCallFailsWhenAnInstanceIsGone() throws Exception {
        try (PeerInstance a = peer("leaving", "a", PeerInstance.Mood.FAILS);
                PeerInstance b = peer("leaving", "b", PeerInstance.Mood.WORKS)) {
            callUntil(leaving::ask, () -> a.calls() == 1);
            a.set(PeerInstance.Mood.WORKS);
            assertThat(answers(leaving::ask)).containsExactlyInAnyOrder("a", "b");
            a.close();
            assertThat(answers(leaving::ask)).containsExactly("b");
            assertThat(b.calls()).isGreaterThanOrEqualTo(CALLS);
        }
    }

    @Test
    void streamsAreNotOpenedAtAnInstanceThatFails() throws Exception {
        try (PeerInstance a = peer("flowing", "a", PeerInstance.Mood.FAILS);
                PeerInstance b = peer("flowing", "b", PeerInstance.Mood.WORKS)) {
            callUntil(this::flow, () -> ejected("flowing") == 1);
            int calls = a.calls();
            for (int i = 0; i < CALLS; i++) {
                // It answers, although what it answers is no stream.
                assertThatThrownBy(this::flow).isInstanceOf(MessageFormatException.class);
            }
            assertThat(a.calls()).isEqualTo(calls);
            assertThat(b.calls()).isGreaterThanOrEqualTo(CALLS);

            b.close();
            a.close();
            assertThatThrownBy(this::flow).as("nobody is there, which is told at once")
                    .isInstanceOf(NoRespondersException.class);
        }
    }

    private String flow() {
        return flowing.flow().collect().last().await().atMost(PATIENCE);
    }

    @Test
    void aPlainInstanceGetsItsShareAlsoAfterFailures() throws Exception {
        try (PeerInstance a = peer("mixed", "a", PeerInstance.Mood.FAILS);
                PeerInstance b = peer("mixed", "b", PeerInstance.Mood.WORKS);
                PeerInstance plain = new PeerInstance(MeshApplication.serverUrl(), "mixed", "plain",
                        PeerInstance.Mood.WORKS, true)) {
            callUntil(mixed::ask, () -> a.calls() >= 5 && plain.pings() >= 2);
            a.set(PeerInstance.Mood.WORKS);
            assertThat(answers(mixed::ask)).containsExactlyInAnyOrder("a", "b", "plain");
            assertThat(b.calls()).isPositive();
        }
    }

    public interface Ask {
        String ask();

        @Idempotent
        String look();
    }

    @NatsClient("failing")
    public interface Failing extends Ask {
    }

    @NatsClient("silent")
    public interface Silent extends Ask {
    }

    @NatsClient("flowing")
    public interface Flowing {
        Multi<String> flow();
    }

    @NatsClient("mixed")
    public interface Mixed extends Ask {
    }

    @NatsClient("leaving")
    public interface Leaving extends Ask {
    }
}
