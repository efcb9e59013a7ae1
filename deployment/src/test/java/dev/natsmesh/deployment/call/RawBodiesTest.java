package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Bytes, buffers and texts as they are, and the JSON of Vert.x. */
class RawBodiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String NULL = "Nats-Mesh-Null";
    private static final String OCTETS = "application/octet-stream";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Store.class, StoreService.class, Labelled.class);

    @NatsClient
    Store store;

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
    void bytesTravelAsTheyAre() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(store.bytes(all).await().atMost(PATIENCE)).isEqualTo(all);
        Message reply = request("store.bytes", OCTETS, all);
        assertThat(reply.getData()).isEqualTo(all);
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo(OCTETS);
        assertThat(request("store.bytes", null, all).getData()).isEqualTo(all);
    }

    @Test
    void bytesBeyondTheServersLimitFailWithBothSizes() {
        byte[] large = new byte[(1 << 20) + 1];
        assertThatThrownBy(() -> store.bytes(large).await().atMost(PATIENCE)).isInstanceOfSatisfying(
                MessageTooLargeException.class, e -> {
                    assertThat(e.size()).isGreaterThan(large.length);
                    assertThat(e.limit()).isEqualTo(1 << 20);
                });
        assertThatThrownBy(() -> store.zeros(large.length)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(500)).hasMessageContaining("the NATS server accepts at most 1048576");
    }

    @Test
    void buffersTravelAsBytes() throws Exception {
        assertThat(store.buffer(Buffer.buffer("ünï"))).isEqualTo(Buffer.buffer("ünï"));
        Message reply = request("store.buffer", OCTETS, "x".getBytes(UTF_8));
        assertThat(reply.getData()).asString().isEqualTo("x");
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo(OCTETS);
    }

    @Test
    void emptyBytesAreNotNull() throws Exception {
        assertThat(store.bytes(new byte[0]).await().atMost(PATIENCE)).isEmpty();
        assertThat(store.bytes(null).await().atMost(PATIENCE)).isNull();
        assertThat(store.buffer(Buffer.buffer())).isEqualTo(Buffer.buffer());
        assertThat(store.buffer(null)).isNull();
        assertThat(store.text("")).isEmpty();
        assertThat(store.text(null)).isNull();

        Message empty = request("store.bytes", OCTETS, new byte[0]);
        assertThat(empty.getData()).isEmpty();
        assertThat(empty.getHeaders().getFirst(NULL)).isNull();
        Message nothing = connection.request("store.bytes", new Headers().add(NULL, "true"), new byte[0], PATIENCE);
        assertThat(nothing.getData()).isEmpty();
        assertThat(nothing.getHeaders().getFirst(NULL)).isEqualTo("true");
        assertThat(nothing.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo(OCTETS);
    }

    @Test
    void nullIsToldOnlyOfEmptyBytesAndOfFormsWithoutANull() throws Exception {
        assertThat(connection.request("store.bytes", new Headers().add(NULL, "true"), "x".getBytes(UTF_8), PATIENCE).getData())
                .asString().isEqualTo("x");
        assertThat(connection.request("store.length", new Headers().add(NULL, "true"), "\"four\"".getBytes(UTF_8), PATIENCE)
                .getData()).asString().isEqualTo("4");
    }

    @Test
    void textIsJsonUnlessAskedToBePlain() throws Exception {
        assertThat(store.length("four")).isEqualTo(4);
        assertThat(request("store.length", null, "\"four\"".getBytes(UTF_8)).getData()).asString().isEqualTo("4");

        assertThat(store.text("\"ünï\" 😀\n")).isEqualTo("\"ünï\" 😀\n");
        Message reply = request("store.text", "text/plain; charset=utf-8", "Ann".getBytes(UTF_8));
        assertThat(reply.getData()).asString().isEqualTo("Ann");
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo("text/plain");
    }

    @Test
    void textThatIsNoUnicodeIsRefused() throws Exception {
        assertError(request("store.text", null, new byte[]{ 'a', (byte) 0xff }), "400",
                "the request of Store.text is not text/plain");
        assertThatThrownBy(() -> store.text("\ud83d")).isInstanceOf(MessageFormatException.class)
                .hasMessage("the request of Store.text can't be written as text/plain of java.lang.String");
    }

    @Test
    void bodyThatIsToldToBeAnotherIsRefused() throws Exception {
        assertError(request("store.bytes", "application/json", "{}".getBytes(UTF_8)), "415",
                "the request of Store.bytes is application/json; expected application/octet-stream");
        assertError(request("store.object", OCTETS, "{}".getBytes(UTF_8)), "415",
                "the request of Store.object is application/octet-stream; expected application/json");
    }

    @Test
    void jsonOfVertxIsJson() throws Exception {
        JsonObject object = new JsonObject().put("a", 1).put("b", new JsonArray().add("x").addNull())
                .put("c", new JsonObject().put("d", 1.5)).put("big", 1L << 40);
        assertThat(store.object(object).await().atMost(PATIENCE)).isEqualTo(object.copy().put("seen", true));
        JsonArray array = new JsonArray().add(1).add(new JsonObject().put("x", new JsonArray()));
        assertThat(store.array(array)).isEqualTo(array);
        assertThat(store.array(new JsonArray())).isEqualTo(new JsonArray());
        assertThat(store.array(null)).isNull();

        Message reply = request("store.object", null, "{\"n\": null}".getBytes(UTF_8));
        assertThat(reply.getData()).asString().isEqualTo("{\"n\":null,\"seen\":true}");
        assertThat(reply.getHeaders()).isNull();
        assertError(request("store.object", null, "[1]".getBytes(UTF_8)), "400", null);
    }

    @Test
    void withOthersTheyAreProperties() throws Exception {
        assertThat(store.labelled("a", "xyz".getBytes(UTF_8), Buffer.buffer("12"), new JsonObject().put("k", 1)))
                .isEqualTo(new Labelled("a", List.of("xyz", "12"), Map.of("k", 1)));
        assertThat(request("store.labelled", null,
                "{\"label\":\"a\",\"bytes\":\"eHl6\",\"buffer\":\"MTI=\",\"object\":{}}".getBytes(UTF_8)).getData()).asString()
                .isEqualTo("{\"label\":\"a\",\"parts\":[\"xyz\",\"12\"],\"properties\":{}}");
    }

    private Message request(String subject, String contentType, byte[] body) throws Exception {
        Headers headers = contentType == null ? null : new Headers().add(CONTENT_TYPE, contentType);
        Message reply = connection.request(subject, headers, body, PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        return reply;
    }

    private static void assertError(Message reply, String code, String text) {
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo(code);
        if (text != null) {
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).isEqualTo(text);
        }
    }

    public record Labelled(String label, List<String> parts, Map<String, Object> properties) {
    }

    @NatsClient("store")
    public interface Store {
        Uni<byte[]> bytes(byte[] bytes);

        byte[] zeros(int count);

        Buffer buffer(Buffer buffer);

        @ContentType("text/plain")
        String text(String text);

        int length(String text);

        Uni<JsonObject> object(JsonObject object);

        JsonArray array(JsonArray array);

        Labelled labelled(String label, byte[] bytes, Buffer buffer, JsonObject object);
    }

    @NatsService
    public static class StoreService implements Store {

        @Override
        public Uni<byte[]> bytes(byte[] bytes) {
            return Uni.createFrom().item(bytes == null ? null : Arrays.copyOf(bytes, bytes.length));
        }

        @Override
        public byte[] zeros(int count) {
            return new byte[count];
        }

        @Override
        public Buffer buffer(Buffer buffer) {
            return buffer;
        }

        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public int length(String text) {
            return text.length();
        }

        @Override
        public Uni<JsonObject> object(JsonObject object) {
            return Uni.createFrom().item(object.put("seen", true));
        }

        @Override
        public JsonArray array(JsonArray array) {
            return array;
        }

        @Override
        public Labelled labelled(String label, byte[] bytes, Buffer buffer, JsonObject object) {
            return new Labelled(label, List.of(new String(bytes, UTF_8), buffer.toString()), object.getMap());
        }
    }
}
