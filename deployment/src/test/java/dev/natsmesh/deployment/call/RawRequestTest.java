package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Requests of clients that keep no contract: each is answered, and the service goes on. */
class RawRequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ERROR_CODE = "Nats-Service-Error-Code";
    private static final String ERROR_TEXT = "Nats-Service-Error";
    private static final String TIMEOUT = "Nats-Mesh-Timeout-Ms";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Raw.class, RawService.class, Item.class);

    @Inject
    RawService service;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void stillServes() throws Exception {
        assertThat(text(request("raw.echo", null, "{\"name\":\"still here\"}"))).isEqualTo("{\"name\":\"still here\"}");
        connection.close();
    }

    @Test
    void bodyThatIsNoJsonIsTheCallersFault() throws Exception {
        Message reply = request("raw.echo", null, "<name>");
        assertError(reply, "400");
        assertThat(reply.getHeaders().getFirst(ERROR_TEXT)).contains("the request of Raw.echo is not JSON of")
                .doesNotContain("<name>");
    }

    @Test
    void emptyBodyIsTheCallersFault() throws Exception {
        assertError(request("raw.echo", null, ""), "400");
    }

    @Test
    void jsonOfAnotherShapeIsTheCallersFault() throws Exception {
        assertError(request("raw.echo", null, "[1, 2]"), "400");
        assertError(request("raw.add", null, "17"), "400");
        assertError(request("raw.add", null, "{\"a\": 1"), "400");
        assertError(request("raw.add", null, "{\"a\": 1}"), "400");
        assertError(request("raw.add", null, "{\"a\": 1, \"b\": \"two\"}"), "400");
    }

    @Test
    void unknownPropertiesAreIgnored() throws Exception {
        assertThat(text(request("raw.add", null, "{\"z\": {\"y\": [1]}, \"a\": 1, \"b\": 2}"))).isEqualTo("3");
    }

    @Test
    void megabyteOfJunkIsTheCallersFault() throws Exception {
        assertError(request("raw.echo", null, "x".repeat(1_000_000)), "400");
        assertError(request("raw.echo", null, "[".repeat(1_000_000)), "400");
        assertError(request("raw.add", null, "{\"a\":".repeat(200_000)), "400");
    }

    @Test
    void methodThatThrowsAnswersWithoutTheCause() throws Exception {
        Message reply = request("raw.fail", null, "");
        assertError(reply, "500");
        assertThat(reply.getHeaders().getFirst(ERROR_TEXT)).contains("correlation id").doesNotContain("secret");
        assertThat(reply.getData()).isEmpty();
    }

    @Test
    void deadlineThatHasPassedIsNotBegun() throws Exception {
        int before = service.echoes();
        assertError(request("raw.echo", new Headers().add(TIMEOUT, "-1"), "{\"name\":\"late\"}"), "504");
        assertError(request("raw.echo", new Headers().add(TIMEOUT, "0"), "{\"name\":\"late\"}"), "504");
        assertThat(service.echoes()).isEqualTo(before);
    }

    @Test
    void strangeDeadlineIsIgnored() throws Exception {
        for (String strange : new String[]{ "soon", "", "1e3", "9223372036854775807", "99999999999999999999" }) {
            assertThat(text(request("raw.echo", new Headers().add(TIMEOUT, strange), "{\"name\":\"x\"}")))
                    .isEqualTo("{\"name\":\"x\"}");
        }
    }

    @Test
    void strangeHeadersAreIgnored() throws Exception {
        Headers headers = new Headers().add("Nats-Service-Error-Code", "500").add("Nats-Mesh-Error", "java.lang.Runtime")
                .add("content-type", "application/unheard-of").add("traceparent", "00-junk").add("Empty", "");
        assertThat(text(request("raw.echo", headers, "{\"name\":\"x\"}"))).isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    void bodyOfAnotherFormIsTheCallersFault() throws Exception {
        int before = service.echoes();
        Headers headers = new Headers().add("Content-Type", "application/protobuf");
        Message reply = request("raw.echo", headers, "{\"name\":\"x\"}");
        assertError(reply, "415");
        assertThat(reply.getHeaders().getFirst(ERROR_TEXT))
                .isEqualTo("the request of Raw.echo is application/protobuf; expected application/json");
        assertThat(service.echoes()).isEqualTo(before);
        assertError(request("raw.fail", headers, ""), "500");
    }

    @Test
    void bodyMayTellThatItIsJson() throws Exception {
        assertThat(text(request("raw.echo", new Headers().add("Content-Type", "application/json; charset=utf-8"),
                "{\"name\":\"x\"}"))).isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    void messageWithoutReplySubjectIsRunAndNotAnswered() {
        int before = service.echoes();
        connection.publish("raw.echo", "{\"name\":\"quiet\"}".getBytes(StandardCharsets.UTF_8));
        connection.publish("raw.echo", "junk".getBytes(StandardCharsets.UTF_8));
        Awaitility.await().atMost(PATIENCE).until(() -> service.echoes() == before + 1);
    }

    @Test
    void replyThatIsTooLargeIsAnError() throws Exception {
        Message reply = request("raw.large", null, "");
        assertError(reply, "500");
        assertThat(reply.getHeaders().getFirst(ERROR_TEXT)).contains("2000002 bytes", "at most 1048576", "max_payload");
    }

    private Message request(String subject, Headers headers, String body) throws Exception {
        Message reply = connection.request(subject, headers, body.getBytes(StandardCharsets.UTF_8), PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        return reply;
    }

    private static String text(Message reply) {
        assertThat(reply.getHeaders()).isNull();
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    private static void assertError(Message reply, String code) {
        assertThat(reply.getHeaders()).as("error headers").isNotNull();
        assertThat(reply.getHeaders().getFirst(ERROR_CODE)).as(reply.getHeaders().getFirst(ERROR_TEXT)).isEqualTo(code);
        assertThat(reply.getHeaders().getFirst(ERROR_TEXT)).isNotBlank();
    }

    @NatsClient("raw")
    public interface Raw {
        Uni<Item> echo(Item item);

        int add(int a, int b);

        void fail();

        Uni<String> large();
    }

    public record Item(String name) {
    }

    @NatsService
    public static class RawService implements Raw {

        private final AtomicInteger echoes = new AtomicInteger();

        int echoes() {
            return echoes.get();
        }

        @Override
        public Uni<Item> echo(Item item) {
            echoes.incrementAndGet();
            return Uni.createFrom().item(item);
        }

        @Override
        public int add(int a, int b) {
            return a + b;
        }

        @Override
        public void fail() {
            throw new IllegalStateException("the secret");
        }

        @Override
        public Uni<String> large() {
            return Uni.createFrom().item(() -> "x".repeat(2_000_000));
        }
    }
}
