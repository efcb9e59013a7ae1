package dev.natsmesh.deployment.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.testkit.Poll;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What is said of contracts that differ from those of the services that run. Peers answer for the same services by hand. */
class ContractCheckTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OTHER = "1.unary.00000000.00000000.00000000";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Ours.class, Theirs.class, TheirService.class, Order.class, NewOrder.class, Fitting.class, FittingService.class,
                    Foreign.class)
            .overrideConfigKey("quarkus.nats.contract-check-interval", "100ms")
            // A busy machine is not what this is about.
            .overrideConfigKey("quarkus.nats.lag-warning", "0")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("dev.natsmesh")
                    && record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .extracting(record -> String.format(record.getMessage(), record.getParameters()))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).startsWith("The contract " + Ours.class.getName()
                                    + " may not fit the service checked 1.2.0, which runs: changed (other request);"
                                    + " shape (unary here, server-streaming there)."),
                            line -> assertThat(line).startsWith("The contract " + Foreign.class.getName()
                                    + " may not fit the service foreign 2.0.0, which runs: ask (other request, other result,"
                                    + " other exceptions).")));

    @Inject
    MeterRegistry registry;
    @NatsClient
    Ours ours;
    @NatsClient
    Fitting fitting;
    @NatsClient
    Foreign foreign;

    private Connection connection;

    @BeforeAll
    static void keepMeters() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void close() throws InterruptedException {
        connection.close();
    }

    @Test
    void contractThatDiffersIsToldOnce() {
        assertThat(ours.same("x").await().atMost(PATIENCE)).isEqualTo("x");
        Poll.until("the mismatch is counted", PATIENCE, () -> mismatches(Ours.class) == 1);
        Peer peer = new Peer("checked", "1.2.0", metadata("changed", OTHER));
        peer.awaitQuestions(3);
        assertThat(mismatches(Ours.class)).isEqualTo(1);
    }

    @Test
    void serviceTellsTheFingerprintOfEachEndpoint() throws Exception {
        JsonNode info = new ObjectMapper()
                .readTree(connection.request("$SRV.INFO.checked", new byte[0], PATIENCE).getData());
        assertThat(info.path("metadata").has("nats-mesh.subject-prefix")).isFalse();
        assertThat(info.path("endpoints")).hasSize(4).allSatisfy(endpoint -> assertThat(
                endpoint.path("metadata").path("nats-mesh.contract").asText())
                .matches("1\\.[a-z-]+(\\.[0-9a-f]{8}){3}"));
    }

    @Test
    void contractThatFitsIsNotMentioned() {
        assertThat(fitting.ask("x").await().atMost(PATIENCE)).isEqualTo("x");
        new Peer("fitting", "1.0.0", "").awaitQuestions(2);
        assertThat(mismatches(Fitting.class)).isZero();
    }

    @Test
    void versionsThatComeLaterAreSeenAndOthersPassedOver() {
        List<Peer> passedOver = List.of(new Peer("foreign", "1.0.0", ""),
                new Peer("foreign", "1.1.0", metadata("ask", "a contract of somebody else")),
                new Peer("foreign", "1.2.0", metadata("other", OTHER)),
                new Peer("foreign", "not a\\nversion", metadata("ask", OTHER)),
                new Peer("foreign", "1.3.0",
                        "\"metadata\":{\"nats-mesh.subject-prefix\":\"staging\"}," + metadata("ask", OTHER)));
        foreign.ask("x").subscribe().asCompletionStage(); // fails: nobody serves it
        passedOver.forEach(peer -> peer.awaitQuestions(3));
        assertThat(mismatches(Foreign.class)).isZero();

        new Peer("foreign", "2.0.0", metadata("ask", OTHER));
        Poll.until("the new version is noticed", PATIENCE, () -> mismatches(Foreign.class) == 1);
        passedOver.get(0).awaitQuestions(3);
        assertThat(mismatches(Foreign.class)).isEqualTo(1);
    }

    private double mismatches(Class<?> contract) {
        Counter counter = registry.find("rpc.client.contract.mismatches").tag("contract", contract.getName()).counter();
        return counter == null ? 0 : counter.count();
    }

    private static String metadata(String endpoint, String fingerprint) {
        return "\"endpoints\":[{\"name\":\"%s\",\"subject\":\"x\",\"metadata\":{\"nats-mesh.contract\":\"%s\"}}],"
                .formatted(endpoint, fingerprint);
    }

    /** An instance that only says what it is. */
    private final class Peer {

        private final AtomicInteger questions = new AtomicInteger();

        Peer(String service, String version, String more) {
            byte[] info = "{%s\"name\":\"%s\",\"version\":\"%s\"}".formatted(more, service, version)
                    .getBytes(StandardCharsets.UTF_8);
            Dispatcher dispatcher = connection.createDispatcher(question -> {
                connection.publish(question.getReplyTo(), info);
                questions.incrementAndGet();
            });
            dispatcher.subscribe("$SRV.INFO." + service);
        }

        /** When it is asked again, its answer to the question before has been seen. */
        void awaitQuestions(int more) {
            int goal = questions.get() + more;
            Poll.until("the service's instances are asked again", PATIENCE, () -> questions.get() >= goal);
        }
    }

    public record Order(String sku) {
    }

    public record NewOrder(String sku, int count) {
    }

    @NatsClient("checked")
    public interface Ours {
        Uni<String> same(String value);

        Uni<String> changed(Order order);

        Uni<String> shape(String value);

        Uni<String> gone();
    }

    @NatsClient("checked")
    public interface Theirs {
        String same(String other);

        Uni<String> changed(NewOrder order);

        Multi<String> shape(String value);

        Uni<String> added();
    }

    @NatsService(version = "1.2.0")
    public static class TheirService implements Theirs {

        @Override
        public String same(String other) {
            return other;
        }

        @Override
        public Uni<String> changed(NewOrder order) {
            return Uni.createFrom().item(order.sku());
        }

        @Override
        public Multi<String> shape(String value) {
            return Multi.createFrom().item(value);
        }

        @Override
        public Uni<String> added() {
            return Uni.createFrom().item("");
        }
    }

    @NatsClient("fitting")
    public interface Fitting {
        Uni<String> ask(String value);
    }

    @NatsService(version = "1.0.0")
    public static class FittingService implements Fitting {

        @Override
        public Uni<String> ask(String value) {
            return Uni.createFrom().item(value);
        }
    }

    @NatsClient("foreign")
    public interface Foreign {
        Uni<String> ask(String value);
    }
}
