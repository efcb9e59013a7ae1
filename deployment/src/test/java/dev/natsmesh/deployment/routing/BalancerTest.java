package dev.natsmesh.deployment.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.StickyKey;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

/** Instances that a balancer chooses. Balancers need no ejection, so there is none. */
class BalancerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEYS = 60;
    private static final List<PeerInstance> BEFORE = new ArrayList<>();

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Early.class, Carts.class, Fast.class, Mixed.class, PeerInstance.class)
            .setBeforeAllCustomizer(BalancerTest::startPeers)
            .setAfterAllCustomizer(() -> BEFORE.forEach(PeerInstance::close))
            .overrideConfigKey("quarkus.nats.ejection.enabled", "false")
            .overrideConfigKey("quarkus.nats.clients.\"fast\".balancer", "least-latency")
            .overrideConfigKey("quarkus.nats.clients.\"fast\".methods.\"any\".balancer", "queue-group")
            .overrideConfigKey("quarkus.nats.clients.\"carts\".balancer", "least-latency");

    @NatsClient
    Early early;
    @NatsClient
    Carts carts;
    @NatsClient
    Fast fast;
    @NatsClient
    Mixed mixed;

    /** In the class loader of the test. */
    private static void startPeers() {
        IntStream.range(0, 3).forEach(i -> BEFORE.add(peer("early", "early-" + i)));
        BEFORE.add(peer("mixed", "one"));
        BEFORE.add(peer("mixed", "plain", PeerInstance.Mood.WORKS, true));
    }

    private static PeerInstance peer(String service, String id, PeerInstance.Mood mood, boolean plain) {
        try {
            return new PeerInstance(MeshApplication.serverUrl(), service, id, mood, plain);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static PeerInstance peer(String service, String id) {
        return peer(service, id, PeerInstance.Mood.WORKS, false);
    }

    private Map<Integer, String> owners() {
        Map<Integer, String> owners = new LinkedHashMap<>();
        IntStream.range(0, KEYS).forEach(key -> owners.put(key, carts.add("lamp", "cart-" + key)));
        return owners;
    }

    private Map<Integer, String> ownersAmong(String... instances) {
        Awaitility.await().atMost(PATIENCE).until(() -> owners().values().containsAll(List.of(instances)));
        return owners();
    }

    @Test
    void callsAreStickyFromTheFirstOneOn() {
        Map<Integer, String> owners = new LinkedHashMap<>();
        for (int i = 0; i < 3 * KEYS; i++) {
            String owner = early.look(i % KEYS);
            assertThat(owners.merge(i % KEYS, owner, (before, now) -> before)).isEqualTo(owner);
        }
        assertThat(owners.values()).contains("early-0", "early-1", "early-2");
    }

    @Test
    void keysMoveOnlyToWhoComesAndFromWhoIsGone() {
        try (PeerInstance a = peer("carts", "a"); PeerInstance b = peer("carts", "b"); PeerInstance c = peer("carts", "c")) {
            Map<Integer, String> three = ownersAmong("a", "b", "c");
            assertThat(owners()).isEqualTo(three);
            try (PeerInstance d = peer("carts", "d")) {
                Map<Integer, String> four = ownersAmong("d");
                four.forEach((key, owner) -> assertThat(owner).isIn(three.get(key), "d"));
                d.close();
                assertThat(owners()).as("no call fails, and keys of d are where they were").isEqualTo(three);
                assertThat(a.calls() + b.calls() + c.calls()).isGreaterThan(2 * KEYS);
            }
        }
    }

    @Test
    void aSlowInstanceGetsFewCalls() {
        try (PeerInstance slow = peer("fast", "slow", PeerInstance.Mood.SLOW, false);
                PeerInstance other = peer("fast", "other")) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                fast.ask();
                return slow.calls() > 0 && other.calls() > 10;
            });
            int before = slow.calls();
            IntStream.range(0, 200).forEach(i -> fast.ask());
            assertThat(slow.calls() - before).isLessThan(5);
            IntStream.range(0, 20).forEach(i -> fast.any());
            assertThat(slow.calls() - before).as("the method that stays with the queue group").isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aPlainInstanceGetsItsShare() {
        Set<String> answers = new HashSet<>();
        IntStream.range(0, KEYS).forEach(i -> answers.add(mixed.look("key")));
        assertThat(answers).containsExactlyInAnyOrder("one", "plain");
    }

    @NatsClient("early")
    public interface Early {
        String look(@StickyKey int key);
    }

    @NatsClient("carts")
    public interface Carts {
        String add(String item, @StickyKey String cart);
    }

    @NatsClient("fast")
    public interface Fast {
        String ask();

        String any();
    }

    @NatsClient("mixed")
    public interface Mixed {
        String look(@StickyKey String key);
    }
}
