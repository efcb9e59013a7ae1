package dev.natsmesh.deployment.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.OneWay;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.nats.service.Discovery;
import io.nats.service.InfoResponse;
import io.nats.service.PingResponse;
import io.nats.service.StatsResponse;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** What services tell about themselves on the wire, by ADR-32. */
class DiscoveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SLOW = Duration.ofMillis(200).toNanos();

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Watched.class, WatchedService.class);

    @NatsClient
    Watched watched;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void close() throws InterruptedException {
        connection.close();
    }

    @Test
    void pingTellsWhoIsThereOnEverySubject() throws Exception {
        for (JsonNode ping : everySubject("PING")) {
            assertCommon(ping, "io.nats.micro.v1.ping_response");
            assertThat(ping.fieldNames()).toIterable().containsExactlyInAnyOrder("type", "name", "id", "version", "metadata");
        }
    }

    @Test
    void infoTellsTheEndpointsOnEverySubject() throws Exception {
        for (JsonNode info : everySubject("INFO")) {
            assertCommon(info, "io.nats.micro.v1.info_response");
            assertThat(info.path("description").isTextual()).isTrue();
            assertThat(info.path("endpoints").findValuesAsText("subject")).containsExactly("watched.breaks", "watched.fails",
                    "watched.hangs", "watched.large", "watched.never", "watched.slow", "watched.warm");
            assertThat(info.path("endpoints")).allSatisfy(endpoint -> {
                assertThat(endpoint.path("queue_group").asText()).isEqualTo("q");
                assertThat(endpoint.path("metadata").isObject()).isTrue();
            });
        }
    }

    @Test
    void statsHaveEveryFieldOnEverySubject() throws Exception {
        for (JsonNode stats : everySubject("STATS")) {
            assertCommon(stats, "io.nats.micro.v1.stats_response");
            assertThat(Instant.parse(stats.path("started").asText())).isBefore(Instant.now().plusSeconds(1));
            assertThat(stats.path("started").asText()).endsWith("Z");
            JsonNode never = endpoint(stats, "never");
            for (String zero : List.of("num_requests", "num_errors", "processing_time", "average_processing_time")) {
                assertThat(never.path(zero).isIntegralNumber()).as(zero).isTrue();
                assertThat(never.path(zero).asLong()).as(zero).isZero();
            }
            assertThat(never.path("last_error").asText("absent")).isEmpty();
        }
    }

    @Test
    void numbersOfAsynchronousMethodsAreRight() throws Exception {
        JsonNode before = ask("$SRV.STATS.watched");
        for (int i = 0; i < 3; i++) {
            watched.slow().await().atMost(PATIENCE);
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> watched.fails().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
        }
        JsonNode stats = ask("$SRV.STATS.watched");
        assertThat(increase(before, stats, "slow", "num_requests")).isEqualTo(3);
        assertThat(increase(before, stats, "slow", "num_errors")).isZero();
        assertThat(increase(before, stats, "slow", "processing_time")).isGreaterThanOrEqualTo(3 * SLOW);
        assertThat(endpoint(stats, "slow").path("average_processing_time").asLong()).isGreaterThanOrEqualTo(SLOW);
        assertThat(increase(before, stats, "fails", "num_requests")).isEqualTo(2);
        assertThat(increase(before, stats, "fails", "num_errors")).isEqualTo(2);
        assertThat(endpoint(stats, "fails").path("last_error").asText()).isEqualTo("409:sold out");
    }

    @Test
    void theLastErrorIsWhatItsCallerGot() {
        assertThatThrownBy(() -> watched.breaks().await().atMost(PATIENCE)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(lastError("breaks")).isEqualTo("500:" + e.getMessage())
                        .startsWith("500:Internal error, correlation id "));
        assertThatThrownBy(() -> watched.large().await().atMost(PATIENCE)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(lastError("large")).isEqualTo("500:" + e.getMessage()));
        watched.warm().await().atMost(PATIENCE);
        Awaitility.await().atMost(PATIENCE).until(() -> lastError("warm").equals("500:Internal error"));
    }

    @Test
    void aCallThatIsCancelledIsARequestAndNoError() throws Exception {
        JsonNode before = ask("$SRV.STATS.watched");
        Cancellable call = watched.hangs().subscribe().with(item -> {
        });
        Awaitility.await().atMost(PATIENCE).until(WatchedService.HANGING::get);
        call.cancel();
        Awaitility.await().atMost(PATIENCE)
                .until(() -> increase(before, ask("$SRV.STATS.watched"), "hangs", "num_requests") == 1);
        JsonNode hangs = endpoint(ask("$SRV.STATS.watched"), "hangs");
        assertThat(hangs.path("num_errors").asLong()).isZero();
        assertThat(hangs.path("last_error").asText()).isEmpty();
    }

    @Test
    void aCallThatIsLateIsAnError() throws Exception {
        JsonNode before = ask("$SRV.STATS.watched");
        Message reply = connection.request("watched.fails", new Headers().add("Nats-Mesh-Timeout-Ms", "0"), new byte[0],
                PATIENCE);
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("504");
        JsonNode stats = ask("$SRV.STATS.watched");
        assertThat(increase(before, stats, "fails", "num_requests")).isEqualTo(1);
        assertThat(increase(before, stats, "fails", "num_errors")).isEqualTo(1);
        assertThat(lastError("fails")).isEqualTo("504:The deadline passed before the call began");
    }

    private String lastError(String endpoint) {
        try {
            return endpoint(ask("$SRV.STATS.watched"), endpoint).path("last_error").asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void othersAreNotAnsweredFor() throws Exception {
        assertThat(connection.request("$SRV.PING.nobody", new byte[0], PATIENCE)).isNull();
        assertThat(connection.request("$SRV.PING.watched.nobody", new byte[0], PATIENCE)).isNull();
    }

    @Test
    void discoveryClientOfJnatsUnderstandsAll() {
        Discovery discovery = new Discovery(connection, 5000, 1);
        List<PingResponse> pings = discovery.ping("watched");
        assertThat(pings).hasSize(1);
        InfoResponse info = discovery.info("watched", pings.get(0).getId());
        assertThat(info.getVersion()).isEqualTo("3.1.4");
        assertThat(info.getDescription()).isEqualTo("is looked at");
        assertThat(info.getEndpoints()).hasSize(7);
        StatsResponse stats = discovery.stats("watched", pings.get(0).getId());
        assertThat(stats.getEndpointStatsList()).hasSize(7);
        assertThat(stats.getStarted()).isNotNull();
    }

    private List<JsonNode> everySubject(String verb) throws Exception {
        String id = ask("$SRV.PING.watched").path("id").asText();
        List<JsonNode> answers = new ArrayList<>();
        for (String subject : List.of("$SRV." + verb, "$SRV." + verb + ".watched", "$SRV." + verb + ".watched." + id)) {
            answers.add(ask(subject));
        }
        assertThat(answers).extracting(answer -> answer.path("id").asText()).containsOnly(id);
        return answers;
    }

    private JsonNode ask(String subject) throws Exception {
        Message reply = connection.request(subject, new byte[0], PATIENCE);
        assertThat(reply).as(subject).isNotNull();
        assertThat(reply.isStatusMessage()).as("%s has no responders", subject).isFalse();
        return new ObjectMapper().readTree(reply.getData());
    }

    private static void assertCommon(JsonNode answer, String type) {
        assertThat(answer.path("type").asText()).isEqualTo(type);
        assertThat(answer.path("name").asText()).isEqualTo("watched");
        assertThat(answer.path("version").asText()).isEqualTo("3.1.4");
        assertThat(answer.path("metadata").isObject()).isTrue();
    }

    private static long increase(JsonNode before, JsonNode after, String endpoint, String field) {
        return endpoint(after, endpoint).path(field).asLong() - endpoint(before, endpoint).path(field).asLong();
    }

    private static JsonNode endpoint(JsonNode answer, String name) {
        return StreamSupport.stream(answer.path("endpoints").spliterator(), false)
                .filter(endpoint -> endpoint.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    @NatsClient("watched")
    public interface Watched {
        Uni<String> slow();

        Uni<String> fails();

        String never();

        Uni<String> breaks();

        Uni<String> hangs();

        Uni<String> large();

        @OneWay
        Uni<Void> warm();
    }

    @NatsService(version = "3.1.4", description = "is looked at")
    public static class WatchedService implements Watched {

        static final AtomicBoolean HANGING = new AtomicBoolean();

        @Override
        public Uni<String> breaks() {
            throw new IllegalStateException("breaks on purpose");
        }

        @Override
        public Uni<String> hangs() {
            HANGING.set(true);
            return Uni.createFrom().nothing();
        }

        @Override
        public Uni<String> large() {
            return Uni.createFrom().item("x".repeat(2_000_000));
        }

        @Override
        public Uni<Void> warm() {
            throw new IllegalStateException("breaks on purpose");
        }

        @Override
        public Uni<String> slow() {
            return Uni.createFrom().item("slow").onItem().delayIt().by(Duration.ofNanos(SLOW));
        }

        @Override
        public Uni<String> fails() {
            return Uni.createFrom().failure(new ServiceException(409, "sold out"));
        }

        @Override
        public String never() {
            return "";
        }
    }
}
