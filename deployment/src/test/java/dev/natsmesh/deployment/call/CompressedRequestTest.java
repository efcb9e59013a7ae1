package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

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

/** Compressed requests are read also where nothing is configured; nothing else changes there. */
class CompressedRequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ENCODING = "Content-Encoding";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Gauge.class, GaugeService.class, Elsewhere.class, Gzip.class);

    @NatsClient
    Elsewhere elsewhere;

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
    void compressedRequestIsRead() throws Exception {
        byte[] text = ("\"" + "x".repeat(100_000) + "\"").getBytes(UTF_8);
        assertThat(request("gauge.length", new Headers().add(ENCODING, "gzip"), Gzip.compressed(text)).getData()).asString()
                .isEqualTo("100000");
        assertThat(request("gauge.length", new Headers().add(ENCODING, " GZIP").add("Content-Type", "application/json"),
                Gzip.compressed(text)).getData()).asString().isEqualTo("100000");
        assertThat(request("gauge.size", new Headers().add("Content-Type", "application/octet-stream").add(ENCODING, "gzip"),
                Gzip.compressed(new byte[17])).getData()).asString().isEqualTo("17");
        assertThat(request("gauge.touch", new Headers().add(ENCODING, "unheard-of"), new byte[1]).getHeaders()).isNull();
    }

    @Test
    void bytesThatLookCompressedAreTakenAsTheyAre() throws Exception {
        byte[] compressed = Gzip.compressed(new byte[17]);
        assertThat(request("gauge.size", null, compressed).getData()).asString().isEqualTo("" + compressed.length);
        assertThat(request("gauge.size", new Headers().add("Content-Type", "application/octet-stream"), compressed).getData())
                .asString().isEqualTo("" + compressed.length);
        assertThat(request("gauge.size", new Headers().add("Content-Language", "en"), compressed).getData())
                .asString().isEqualTo("" + compressed.length);
    }

    @Test
    void bodyThatIsNoGzipIsTheCallersFault() throws Exception {
        Headers gzip = new Headers().add(ENCODING, "gzip");
        byte[] whole = Gzip.compressed("\"hunter2 hunter2\"".getBytes(UTF_8));
        for (int length = 0; length < whole.length; length++) {
            assertError(request("gauge.length", gzip, Arrays.copyOf(whole, length)), "400",
                    "the request of Gauge.length is not gzip, as its header tells");
        }
        whole[whole.length - 5]++;
        assertError(request("gauge.length", gzip, whole), "400",
                "the request of Gauge.length is not gzip, as its header tells");
    }

    @Test
    void anotherEncodingIsTheCallersFault() throws Exception {
        assertError(request("gauge.length", new Headers().add(ENCODING, "zstd"), "\"x\"".getBytes(UTF_8)), "415",
                "the request of Gauge.length is encoded by zstd; expected gzip, or none");
        assertError(request("gauge.length", new Headers().add(ENCODING, "gzip, gzip"), "\"x\"".getBytes(UTF_8)), "415",
                "the request of Gauge.length is encoded by gzip, gzip; expected gzip, or none");
    }

    @Test
    void bombIsRefusedAtTheLimit() throws Exception {
        // 256 MiB, of which the service must not see more than 16.
        byte[] bomb = Gzip.compressed(new byte[256 << 20]);
        assertError(request("gauge.size", new Headers().add(ENCODING, "gzip"), bomb), "413",
                "the request of Gauge.size has more than 16777216 bytes when it is decompressed"
                        + " (quarkus.nats.compression.max-decompressed-size)");
        assertThat(request("gauge.size", new Headers().add(ENCODING, "gzip"), Gzip.compressed(new byte[16 << 20])).getData())
                .asString().isEqualTo("16777216");
    }

    @Test
    void nothingIsCompressedUnasked() throws Exception {
        assertThat(request("gauge.text", new Headers().add("Accept-Encoding", "gzip"), "50000".getBytes(UTF_8)).getHeaders())
                .isNull();

        BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
        connection.createDispatcher(message -> {
            requests.add(message);
            connection.publish(message.getReplyTo(), "1".getBytes(UTF_8));
        }).subscribe("elsewhere.length");
        connection.flush(PATIENCE);
        elsewhere.length("x".repeat(100_000));
        Message request = requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(request.getData()).hasSize(100_002);
        assertThat(request.getHeaders().keySet()).isSubsetOf(Set.of("Nats-Mesh-Timeout-Ms", "traceparent"));
    }

    private Message request(String subject, Headers headers, byte[] body) throws Exception {
        Message reply = connection.request(subject, headers, body, PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        return reply;
    }

    private static void assertError(Message reply, String code, String text) {
        assertThat(reply.getHeaders()).as("error headers").isNotNull();
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).isEqualTo(text);
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo(code);
    }

    @NatsClient("gauge")
    public interface Gauge {
        int length(String text);

        int size(byte[] bytes);

        String text(int length);

        void touch();
    }

    @NatsClient("elsewhere")
    public interface Elsewhere {
        int length(String text);
    }

    @NatsService
    public static class GaugeService implements Gauge {

        @Override
        public int length(String text) {
            return text.length();
        }

        @Override
        public int size(byte[] bytes) {
            return bytes.length;
        }

        @Override
        public String text(int length) {
            return "x".repeat(length);
        }

        @Override
        public void touch() {
        }
    }
}
