package dev.natsmesh.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.Header;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.OneWay;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.traffic.MeshTraffic;
import dev.natsmesh.traffic.TrafficPolicy;
import dev.natsmesh.traffic.VersionShare;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Calls follow policies. The bucket is made after the application has started, so it is found later. */
class TrafficPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Ask.class, Configured.class, Whole.class, Moving.class,
            Tested.class, Refusing.class, Missing.class, Stormy.class, Slow.class, Telling.class, Peer.class,
            JetStreamServer.class)
            .overrideConfigKey("quarkus.nats.servers", JetStreamServer.url())
            .overrideConfigKey("quarkus.application.name", "storefront")
            .overrideConfigKey("quarkus.nats.traffic.configured.split.\"1.2.0\"", "0")
            .overrideConfigKey("quarkus.nats.traffic.configured.split.\"1.3.0\"", "100")
            .overrideConfigKey("quarkus.nats.traffic.configured.rules[0].header", "X-Tester")
            .overrideConfigKey("quarkus.nats.traffic.configured.rules[0].version", "1.2.0")
            .overrideConfigKey("quarkus.nats.traffic.whole.policy",
                    "{\"rules\":[{\"caller\":\"storefront\",\"version\":\"2.0.0\"}]}");

    @NatsClient
    Configured configured;
    @NatsClient
    Whole whole;
    @NatsClient
    Moving moving;
    @NatsClient
    Tested tested;
    @NatsClient
    Refusing refusing;
    @NatsClient
    Missing missing;
    @NatsClient
    Stormy stormy;
    @NatsClient
    Slow slow;
    @NatsClient
    Telling telling;
    @Inject
    MeshTraffic traffic;
    @Inject
    MeterRegistry registry;

    private static Connection connection;
    private static KeyValue bucket;
    private Peer peer;

    @BeforeAll
    static void makeBucket() throws Exception {
        Metrics.addRegistry(new SimpleMeterRegistry());
        connection = Nats.connect(JetStreamServer.url());
        connection.keyValueManagement().create(KeyValueConfiguration.builder().name("mesh-traffic").build());
        bucket = connection.keyValue("mesh-traffic");
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @BeforeEach
    void connect() throws Exception {
        peer = new Peer(JetStreamServer.url());
    }

    @AfterEach
    void leave() {
        peer.close();
    }

    private static long put(String service, String policy) throws Exception {
        return bucket.put(service, policy.getBytes(StandardCharsets.UTF_8));
    }

    private static String all(String version) {
        return "{\"split\":[{\"version\":\"%s\",\"percent\":100}]}".formatted(version);
    }

    private static void awaitAnswer(Supplier<String> call, String answer) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(call::get, answer::equals);
    }

    private static JsonNode status(String service) throws Exception {
        Message reply = connection.request("_MESH.T." + service, null, PATIENCE);
        return new ObjectMapper().readTree(reply.getData());
    }

    private static String health(String key) {
        return RestAssured.get("/q/health/ready").path("checks.find { it.name == 'NATS mesh' }.data.'" + key + "'");
    }

    private double count(String name, String service) {
        Counter counter = registry.find(name).tag("rpc.service", service).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void theConfigurationHasPolicies() throws Exception {
        peer.serving("configured").serving("configured", "1.2.0").serving("configured", "1.3.0").serving("whole")
                .serving("whole", "2.0.0");
        assertThat(configured.ask()).isEqualTo("1.3.0");
        assertThat(configured.test("yes")).isEqualTo("1.2.0");
        assertThat(whole.ask()).isEqualTo("2.0.0");
        assertThat(status("configured").path("source").asText()).isEqualTo("configuration");
        assertThat(health("traffic.configured")).isEqualTo("the policy of the configuration");
        assertThat(traffic.policies().get("configured").split()).containsExactly(new VersionShare("1.2.0", 0),
                new VersionShare("1.3.0", 1000));
    }

    @Test
    void onePutMovesEverythingAndOnePutMovesItBack() throws Exception {
        peer.serving("moving").serving("moving", "1.0.0").serving("moving", "2.0.0");
        assertThat(moving.ask()).isEqualTo("any");
        put("moving", all("1.0.0"));
        awaitAnswer(moving::ask, "1.0.0");
        assertThat(moving.upload(Multi.createFrom().items("line")).await().atMost(PATIENCE)).isEqualTo("1.0.0");
        long revision = put("moving", all("2.0.0"));
        awaitAnswer(moving::ask, "2.0.0");
        JsonNode status = status("moving");
        assertThat(status.path("source").asText()).isEqualTo("bucket");
        assertThat(status.path("revision").asLong()).isEqualTo(revision);
        assertThat(status.path("application").asText()).isEqualTo("storefront");
        assertThat(status.path("policy")).isEqualTo(new ObjectMapper().readTree(all("2.0.0")));
        assertThat(registry.get("rpc.client.traffic.revision").tag("rpc.service", "moving").gauge().value())
                .isEqualTo(revision);
        put("moving", all("1.0.0"));
        awaitAnswer(moving::ask, "1.0.0");
        bucket.delete("moving");
        awaitAnswer(moving::ask, "any");
    }

    @Test
    void testersGetTheirVersionAndOthersTheSplit() throws Exception {
        peer.serving("tested").serving("tested", "1.0.0").serving("tested", "2.0.0").serving("tested", "3.0.0");
        put("tested", """
                {"rules":[{"header":"X-Tester","value":"yes","version":"3.0.0"}],
                 "split":[{"version":"1.0.0","percent":50},{"version":"2.0.0","percent":50}]}""");
        awaitAnswer(() -> tested.test("yes"), "3.0.0");
        Set<String> answers = new LinkedHashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(tested.test("yes")).isEqualTo("3.0.0");
            answers.add(tested.test("no"));
        }
        assertThat(answers).containsExactlyInAnyOrder("1.0.0", "2.0.0");
    }

    @Test
    void aBadPolicyIsRefusedAndTheLastGoodOneStays() throws Exception {
        peer.serving("refusing").serving("refusing", "1.0.0");
        long good = put("refusing", all("1.0.0"));
        awaitAnswer(refusing::ask, "1.0.0");
        long bad = put("refusing", "{\"split\":[{\"version\":\"1.0\",\"percent\":60}],\"timeuot\":\"1s\"}");
        Awaitility.await().atMost(PATIENCE).until(() -> status("refusing").path("refused").path("revision").asLong() == bad);
        JsonNode problems = status("refusing").path("refused").path("problems");
        assertThat(problems.findValuesAsText("path")).containsExactlyInAnyOrder("timeuot", "split[0].version", "split");
        assertThat(status("refusing").path("revision").asLong()).isEqualTo(good);
        assertThat(health("traffic.refusing")).isEqualTo("revision " + good);
        assertThat(health("traffic.refusing.refused")).startsWith("revision " + bad + ": ")
                .contains("split: the shares add up to 60 %, expected 100 %");
        assertThat(count("rpc.client.traffic.refused", "refusing")).isEqualTo(1);
        assertThat(refusing.ask()).isEqualTo("1.0.0");

        put("refusing", "{}");
        awaitAnswer(refusing::ask, "any");
        assertThat(status("refusing").has("refused")).isFalse();
        assertThat(health("traffic.refusing.refused")).isNull();
    }

    @Test
    void nothingIsLostWhenNobodyServesTheVersion() throws Exception {
        peer.serving("missing");
        put("missing", all("7.0.0"));
        Awaitility.await().atMost(PATIENCE).until(() -> status("missing").path("source").asText().equals("bucket"));
        assertThat(missing.ask()).isEqualTo("any");
        assertThat(missing.upload(Multi.createFrom().items("line")).await().atMost(PATIENCE)).isEqualTo("any");
        assertThat(count("rpc.client.traffic.fallbacks", "missing")).isEqualTo(2);
        peer.serving("missing", "7.0.0");
        assertThat(missing.ask()).isEqualTo("7.0.0");
        assertThat(missing.upload(Multi.createFrom().items("line")).await().atMost(PATIENCE)).isEqualTo("7.0.0");
    }

    @Test
    void callsWithoutAnAnswerGoToAVersionThatIsKnownToBeThere() throws Exception {
        peer.serving("telling").serving("telling", "1.0.0");
        put("telling", all("1.0.0"));
        awaitAnswer(telling::ask, "1.0.0");
        peer.called.clear();
        telling.tell("one");
        assertThat(peer.called.take()).isEqualTo("any");
        peer.announce("telling", "a", "1.0.0");
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            telling.tell("more");
            return peer.called.take().equals("1.0.0");
        });
    }

    @Test
    void theTimeoutIsThatOfThePolicy() throws Exception {
        peer.serving("slow");
        put("slow", "{\"timeout\":\"150ms\"}");
        Awaitility.await().atMost(PATIENCE).until(() -> status("slow").path("source").asText().equals("bucket"));
        long start = System.nanoTime();
        assertThatThrownBy(slow::silence).isInstanceOf(CallTimeoutException.class);
        // It is 10 s otherwise.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    /** A thousand policies, half of them broken, while calls run. */
    @Test
    void noCallIsLostInAStormOfPolicies() throws Exception {
        peer.serving("stormy").serving("stormy", "1.0.0").serving("stormy", "2.0.0");
        put("stormy", all("1.0.0"));
        awaitAnswer(stormy::ask, "1.0.0");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        Map<String, Integer> answers = new HashMap<>();
        Thread caller = new Thread(() -> {
            while (!over.get()) {
                try {
                    answers.merge(stormy.ask(), 1, Integer::sum);
                } catch (RuntimeException e) {
                    failures.incrementAndGet();
                }
            }
        });
        caller.start();
        for (int i = 0; i < 500; i++) {
            put("stormy", traffic.write(TrafficPolicy.NONE.withSplit(List.of(
                    new VersionShare("1.0.0", i), new VersionShare("2.0.0", 1000 - i)))));
            put("stormy", i % 2 == 0 ? "{\"split\":[{\"version\":\"1.0.0\",\"percent\":101}]}" : "{\"split\":");
        }
        long last = put("stormy", all("2.0.0"));
        Awaitility.await().atMost(PATIENCE).until(() -> status("stormy").path("revision").asLong() == last);
        over.set(true);
        caller.join();
        assertThat(failures).hasValue(0);
        assertThat(answers.keySet()).contains("1.0.0", "2.0.0");
        // Those that were overwritten before they were sent to anybody have been seen by nobody.
        assertThat(count("rpc.client.traffic.refused", "stormy")).isBetween(100.0, 500.0);
        assertThat(stormy.ask()).isEqualTo("2.0.0");
    }

    @Test
    void aWrongPolicyIsNotRead() {
        assertThat(traffic.read(all("1.0.0")).split()).containsExactly(new VersionShare("1.0.0", 1000));
        assertThatThrownBy(() -> traffic.read("{\"timeout\":\"0s\"}")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout: PT0S is too short, expected more than 0");
    }

    public interface Ask {
        @Idempotent
        String ask();

        String test(@Header("X-Tester") String tester);

        String silence();

        Uni<String> upload(Multi<String> lines);

        @OneWay
        void tell(String text);
    }

    @NatsClient("configured")
    public interface Configured extends Ask {
    }

    @NatsClient("whole")
    public interface Whole extends Ask {
    }

    @NatsClient("moving")
    public interface Moving extends Ask {
    }

    @NatsClient("tested")
    public interface Tested extends Ask {
    }

    @NatsClient("refusing")
    public interface Refusing extends Ask {
    }

    @NatsClient("missing")
    public interface Missing extends Ask {
    }

    @NatsClient("stormy")
    public interface Stormy extends Ask {
    }

    @NatsClient("slow")
    public interface Slow extends Ask {
    }

    @NatsClient("telling")
    public interface Telling extends Ask {
    }
}
