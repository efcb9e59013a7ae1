package dev.natsmesh.deployment.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The forms of a stream's request, items and result, with compression in use. */
class StreamBodiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String ENCODING = "Content-Encoding";
    private static final String OCTETS = "application/octet-stream";
    private static final byte[] NO_BODY = new byte[0];

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Belt.class, BeltService.class)
            .overrideConfigKey("quarkus.nats.compression.enabled", "true")
            .overrideConfigKey("quarkus.nats.compression.min-size", "1K")
            .overrideConfigKey("quarkus.nats.compression.max-decompressed-size", "4M");

    @NatsClient
    Belt belt;

    private Connection connection;
    private Subscription inbox;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
        inbox = connection.subscribe("_INBOX.belt");
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void itemsHaveTheFormOfTheirType() {
        assertThat(belt.bytes(Multi.createFrom().items("a".getBytes(UTF_8), NO_BODY, "ü".getBytes(UTF_8))).collect().asList()
                .await().atMost(PATIENCE)).containsExactly("a".getBytes(UTF_8), NO_BODY, "ü".getBytes(UTF_8));
    }

    @Test
    void itemsHaveTheFormThatIsAskedFor() {
        assertThat(belt.words("one two  three").collect().asList().await().atMost(PATIENCE))
                .containsExactly("one", "two", "", "three");
        assertThat(belt.numbers(Multi.createFrom().items(Map.of("a", 1), Map.of("b", 2))).collect().asList().await()
                .atMost(PATIENCE)).containsExactly(Map.of("a", 1), Map.of("b", 2));
    }

    @Test
    void requestAndResultMayBeCompressed() {
        String text = "x".repeat(3_000_000);
        assertThat(belt.joined(text, Multi.createFrom().items("y", "z")).await().atMost(PATIENCE)).isEqualTo(text + "yz");
        assertThat(belt.words(text).collect().asList().await().atMost(PATIENCE)).containsExactly("3000000");
    }

    @Test
    void resultMayBeNull() {
        assertThat(belt.joined(null, Multi.createFrom().empty()).await().atMost(PATIENCE)).isNull();
        assertThat(belt.joined("", Multi.createFrom().empty()).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void itemsTellTheirForm() throws Exception {
        open("belt.words", "text/plain", "one two".getBytes(UTF_8));
        Message item = next();
        assertThat(item.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo("text/plain");
        assertThat(item.getData()).asString().isEqualTo("one");
    }

    @Test
    void compressedItemIsRefused() throws Exception {
        assertRefused(new Headers().add(CONTENT_TYPE, OCTETS).add(ENCODING, "gzip"), gzip("a".getBytes(UTF_8)),
                "an item to Belt.bytes is encoded by gzip; expected none for an item of a stream");
    }

    @Test
    void itemOfAnotherFormIsRefused() throws Exception {
        assertRefused(new Headers().add(CONTENT_TYPE, "application/json"), "{}".getBytes(UTF_8),
                "an item to Belt.bytes is application/json; expected application/octet-stream");
    }

    @Test
    void itemThatIsToldToBeNullIsRefused() throws Exception {
        assertRefused(new Headers().add("Nats-Mesh-Null", "true"), NO_BODY, "Belt.bytes: an item of the stream is null");
    }

    @Test
    void requestOfAnotherFormIsRefused() throws Exception {
        request("belt.words", "application/json", "\"one\"".getBytes(UTF_8));
        Headers refusal = next().getHeaders();
        assertThat(refusal.getFirst("Nats-Service-Error-Code")).isEqualTo("415");
        assertThat(refusal.getFirst("Nats-Service-Error"))
                .isEqualTo("the request of Belt.words is application/json; expected text/plain");
    }

    private void assertRefused(Headers headers, byte[] item, String text) throws Exception {
        String stream = open("belt.bytes", null, NO_BODY);
        connection.publish(stream, headers.add("Nats-Mesh-Seq", "1"), item);
        Headers refusal = next().getHeaders();
        assertThat(refusal.getFirst("Nats-Service-Error-Code")).isEqualTo("400");
        assertThat(refusal.getFirst("Nats-Service-Error")).isEqualTo(text);
    }

    /** Opens a stream by hand. @return the subject of the service's side */
    private String open(String subject, String contentType, byte[] body) throws Exception {
        request(subject, contentType, body);
        return next().getHeaders().getFirst("Nats-Mesh-Stream");
    }

    private void request(String subject, String contentType, byte[] body) {
        Headers headers = new Headers().add("Nats-Mesh-Credit", "10");
        if (contentType != null) {
            headers.add(CONTENT_TYPE, contentType);
        }
        connection.publish(subject, "_INBOX.belt", headers, body);
    }

    /** The next message that says more than that the service lives. */
    private Message next() throws Exception {
        Message message = inbox.nextMessage(PATIENCE);
        while (message != null && "alive".equals(message.getHeaders().getFirst("Nats-Mesh-Control"))) {
            message = inbox.nextMessage(PATIENCE);
        }
        assertThat(message).as("a message of the service").isNotNull();
        return message;
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return compressed.toByteArray();
    }

    @NatsClient("belt")
    public interface Belt {
        Multi<byte[]> bytes(Multi<byte[]> bytes);

        @ContentType("text/plain")
        Multi<String> words(String text);

        @ContentType("application/cbor")
        Multi<Map<String, Integer>> numbers(Multi<Map<String, Integer>> numbers);

        @ContentType("text/plain")
        Uni<String> joined(String first, Multi<String> others);
    }

    @NatsService
    public static class BeltService implements Belt {

        @Override
        public Multi<byte[]> bytes(Multi<byte[]> bytes) {
            return bytes;
        }

        @Override
        public Multi<String> words(String text) {
            return text.length() > 1_000_000
                    ? Multi.createFrom().item(Integer.toString(text.length()))
                    : Multi.createFrom().iterable(List.of(text.split(" ")));
        }

        @Override
        public Multi<Map<String, Integer>> numbers(Multi<Map<String, Integer>> numbers) {
            return numbers;
        }

        @Override
        public Uni<String> joined(String first, Multi<String> others) {
            return others.collect().asList().map(all -> first == null ? null : first + String.join("", all));
        }
    }
}
