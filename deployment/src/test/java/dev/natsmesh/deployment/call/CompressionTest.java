package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;

/** Large bodies are compressed where that is configured. */
class CompressionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ENCODING = "Content-Encoding";
    private static final String ACCEPT = "Accept-Encoding";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Press.class, PressService.class, Abroad.class, Gzip.class)
            .overrideConfigKey("quarkus.nats.compression.enabled", "true")
            .overrideConfigKey("quarkus.nats.compression.min-size", "1K")
            .overrideConfigKey("quarkus.nats.compression.max-decompressed-size", "4M");

    @NatsClient
    Press press;

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
    void largeBodiesArriveAsTheyWere() {
        String text = "ünï ".repeat(10_000);
        assertThat(press.text(text)).isEqualTo(text);
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);
        assertThat(press.bytes(random)).isEqualTo(random);
    }

    @Test
    void bodiesBeyondTheServersLimitPassCompressed() {
        String text = "x".repeat(3_000_000);
        assertThat(press.text(text)).isEqualTo(text);
    }

    @Test
    void largeRequestsAreCompressedAndTellIt() throws Exception {
        BlockingQueue<Message> requests = answer("press-abroad.text", message -> new Headers(),
                message -> "\"\"".getBytes(UTF_8));
        abroad.text("x".repeat(1022));
        Message large = requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(large.getHeaders().getFirst(ENCODING)).isEqualTo("gzip");
        assertThat(large.getData().length).isLessThan(100);
        assertThat(Gzip.decompressed(large.getData())).asString().isEqualTo("\"" + "x".repeat(1022) + "\"");
        assertThat(large.getHeaders().getFirst(ACCEPT)).isEqualTo("gzip");

        abroad.text("x".repeat(1021));
        Message small = requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(small.getHeaders().getFirst(ENCODING)).isNull();
        assertThat(small.getData()).hasSize(1023);
        assertThat(small.getHeaders().getFirst(ACCEPT)).isEqualTo("gzip");
    }

    @Test
    void whatWouldGrowIsSentAsItIs() throws Exception {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        Message reply = connection.request("press.bytes", new Headers().add(ACCEPT, "gzip"), random, PATIENCE);
        assertThat(reply.getHeaders().getFirst(ENCODING)).isNull();
        assertThat(reply.getData()).isEqualTo(random);
    }

    @Test
    void repliesAreCompressedForThoseWhoReadThem() throws Exception {
        byte[] request = ("\"" + "y".repeat(50_000) + "\"").getBytes(UTF_8);
        for (String accepted : new String[]{ "gzip", "br, GZIP , zstd" }) {
            Message reply = connection.request("press.text", new Headers().add(ACCEPT, accepted), request, PATIENCE);
            assertThat(reply.getHeaders().getFirst(ENCODING)).isEqualTo("gzip");
            assertThat(reply.getHeaders().getFirst("Content-Type")).isNull();
            assertThat(Gzip.decompressed(reply.getData())).isEqualTo(request);
        }
        for (String accepted : new String[]{ "br", "", "gzip;q=0" }) {
            Message reply = connection.request("press.text", new Headers().add(ACCEPT, accepted), request, PATIENCE);
            assertThat(reply.getHeaders()).isNull();
            assertThat(reply.getData()).isEqualTo(request);
        }
        assertThat(connection.request("press.text", request, PATIENCE).getData()).isEqualTo(request);
        assertThat(connection.request("press.text", new Headers().add(ACCEPT, "gzip"), "\"y\"".getBytes(UTF_8), PATIENCE)
                .getHeaders()).isNull();
    }

    @Test
    void repliesTellTheirFormBesides() throws Exception {
        Message reply = connection.request("press.bytes", new Headers().add(ACCEPT, "gzip"), new byte[5000], PATIENCE);
        assertThat(reply.getHeaders().getFirst("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(Gzip.decompressed(reply.getData())).isEqualTo(new byte[5000]);
    }

    @Test
    void replyThatCanNotBeReadFailsTheCall() {
        answer("press-abroad.text", message -> new Headers().add(ENCODING, "gzip"), message -> "\"x\"".getBytes(UTF_8));
        assertThatThrownBy(() -> abroad.text("")).isInstanceOf(MessageFormatException.class)
                .hasMessage("the reply of Abroad.text is not gzip, as its header tells");
        answer("press-abroad.bomb", message -> new Headers().add(ENCODING, "gzip"),
                message -> Gzip.compressed(new byte[(4 << 20) + 1]));
        assertThatThrownBy(() -> abroad.bomb()).isInstanceOf(MessageFormatException.class)
                .hasMessage("the reply of Abroad.bomb has more than 4194304 bytes when it is decompressed"
                        + " (quarkus.nats.compression.max-decompressed-size)");
        answer("press-abroad.odd", message -> new Headers().add(ENCODING, "br"), message -> new byte[1]);
        assertThatThrownBy(() -> abroad.odd()).isInstanceOf(MessageFormatException.class)
                .hasMessage("the reply of Abroad.odd is encoded by br; expected gzip, or none");
    }

    private BlockingQueue<Message> answer(String subject, Function<Message, Headers> headers, Function<Message, byte[]> body) {
        BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
        connection.createDispatcher(message -> {
            requests.add(message);
            connection.publish(message.getReplyTo(), headers.apply(message), body.apply(message));
        }).subscribe(subject);
        try {
            connection.flush(PATIENCE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return requests;
    }

    @NatsClient("press")
    public interface Press {
        String text(String text);

        byte[] bytes(byte[] bytes);
    }

    @NatsClient("press-abroad")
    public interface Abroad {
        String text(String text);

        byte[] bomb();

        byte[] odd();
    }

    @NatsService
    public static class PressService implements Press {

        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public byte[] bytes(byte[] bytes) {
            return bytes;
        }
    }
}
