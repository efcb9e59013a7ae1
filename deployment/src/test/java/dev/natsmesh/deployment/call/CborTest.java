package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** CBOR in the place of JSON, where the contract or one of its methods asks for it. */
class CborTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CBOR = "application/cbor";
    private static final CBORMapper MAPPER = new CBORMapper();

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Measured.class, MeasuredService.class, Abroad.class,
            Point.class, OutOfRange.class);

    @NatsClient
    Measured measured;

    @NatsClient
    Abroad abroad;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Point point = new Point("ünï", new BigDecimal("1.10"), Instant.parse("2026-01-02T03:04:05.123456789Z"),
                Optional.of(new byte[]{ 0, -1 }), Map.of("a", List.of(1, 2)));
        Point back = measured.echo(point).await().atMost(PATIENCE);
        assertThat(back).usingRecursiveComparison().isEqualTo(point);
        assertThat(measured.several(2, "x", List.of(point))).isEqualTo("2x1");
        assertThat(measured.nothing()).isNull();
        assertThat(measured.names(List.of())).isEmpty();
        measured.touch();
    }

    @Test
    void bodiesAreCborAndTellIt() throws Exception {
        Message reply = request("measured.several", CBOR,
                MAPPER.writeValueAsBytes(Map.of("count", 3, "name", "y", "points", List.of())));
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo(CBOR);
        assertThat(MAPPER.readTree(reply.getData()).asText()).isEqualTo("3y0");

        connection.createDispatcher(message -> connection.publish(message.getReplyTo(), new Headers().add(CONTENT_TYPE, CBOR),
                answer(message))).subscribe("abroad.point");
        connection.flush(PATIENCE);
        assertThat(abroad.point(new Point("p", null, null, null, null)).name()).isEqualTo(CBOR + " p");
    }

    private static byte[] answer(Message message) {
        try {
            JsonNode point = MAPPER.readTree(message.getData());
            return MAPPER.writeValueAsBytes(
                    Map.of("name", message.getHeaders().getFirst(CONTENT_TYPE) + " " + point.get("name").asText()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMethodMayDifferFromItsContract() throws Exception {
        assertThat(measured.json("four")).isEqualTo(4);
        Message reply = request("measured.json", null, "\"four\"".getBytes(UTF_8));
        assertThat(reply.getData()).asString().isEqualTo("4");
        assertThat(reply.getHeaders()).isNull();
    }

    @Test
    void typesWithAFormOfTheirOwnKeepIt() throws Exception {
        assertThat(measured.bytes("four")).isEqualTo("four".getBytes(UTF_8));
        Message reply = request("measured.bytes", CBOR, MAPPER.writeValueAsBytes("four"));
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo("application/octet-stream");
        assertThat(reply.getData()).asString().isEqualTo("four");
    }

    @Test
    void exceptionsAreJson() throws Exception {
        assertThatThrownBy(() -> measured.fail(7)).isInstanceOfSatisfying(OutOfRange.class,
                e -> assertThat(e.getLimit()).isEqualTo(7));
        Message reply = request("measured.fail", CBOR, MAPPER.writeValueAsBytes(7));
        assertThat(reply.getData()).asString().contains("\"limit\":7");
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isNull();
    }

    @Test
    void anotherFormIsTheCallersFault() throws Exception {
        assertError(request("measured.echo", "application/json", "{}".getBytes(UTF_8)), "415",
                "the request of Measured.echo is application/json; expected application/cbor");
        assertError(request("measured.echo", CBOR, "{\"name\":\"hunter2\"}".getBytes(UTF_8)), "400",
                "the request of Measured.echo is not CBOR of an object");
        assertError(request("measured.several", CBOR, "[1]".getBytes(UTF_8)), "400",
                "the request of Measured.several is not CBOR of an object with the properties count, name, points");
        assertError(request("measured.echo", CBOR, new byte[0]), "400",
                "the request of Measured.echo is empty; expected CBOR of an object");
        // An array that says it has 2^62 elements, one nested 100,000 times, and a text that says it has 2^31 - 1 bytes.
        assertError(request("measured.names", CBOR, new byte[]{ (byte) 0x9b, 0x40, 0, 0, 0, 0, 0, 0, 0 }), "400", "CBOR");
        byte[] nested = new byte[100_000];
        Arrays.fill(nested, (byte) 0x81);
        assertError(request("measured.names", CBOR, nested), "400",
                "the request of Measured.names: [0] is not a text (byte 1)");
        assertError(request("measured.names", CBOR, new byte[]{ (byte) 0x81, 0x7a, 0x7f, -1, -1, -1, 'x' }), "400", "CBOR");
    }

    private Message request(String subject, String contentType, byte[] body) throws Exception {
        Headers headers = contentType == null ? null : new Headers().add(CONTENT_TYPE, contentType);
        Message reply = connection.request(subject, headers, body, PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        return reply;
    }

    private static void assertError(Message reply, String code, String text) {
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo(code);
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).contains(text).doesNotContain("hunter2");
    }

    public record Point(String name, BigDecimal value, Instant at, Optional<byte[]> raw, Map<String, List<Integer>> more) {
    }

    @NatsClient("measured")
    @ContentType(CBOR)
    public interface Measured {
        Uni<Point> echo(Point point);

        String several(int count, String name, List<Point> points);

        String nothing();

        void touch();

        List<String> names(List<String> names);

        byte[] bytes(String text);

        @ContentType("application/json")
        int json(String text);

        int fail(int limit) throws OutOfRange;
    }

    @NatsClient("abroad")
    public interface Abroad {
        @ContentType(CBOR)
        Point point(Point point);
    }

    @NatsService
    public static class MeasuredService implements Measured {

        @Override
        public Uni<Point> echo(Point point) {
            return Uni.createFrom().item(point);
        }

        @Override
        public String several(int count, String name, List<Point> points) {
            return count + name + points.size();
        }

        @Override
        public String nothing() {
            return null;
        }

        @Override
        public void touch() {
        }

        @Override
        public List<String> names(List<String> names) {
            return names;
        }

        @Override
        public byte[] bytes(String text) {
            return text.getBytes(UTF_8);
        }

        @Override
        public int json(String text) {
            return text.length();
        }

        @Override
        public int fail(int limit) throws OutOfRange {
            throw new OutOfRange("out of range", limit);
        }
    }

    public static class OutOfRange extends Exception {
        private static final long serialVersionUID = 1L;

        private final int limit;

        public OutOfRange(String message, int limit) {
            super(message);
            this.limit = limit;
        }

        public int getLimit() {
            return limit;
        }
    }
}
