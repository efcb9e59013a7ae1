package dev.natsmesh.deployment.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;

/** Each message of a stream, to and from peers that know nothing but the wire form. */
class StreamWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LIVENESS_MILLIS = 1_000;
    private static final String SUBJECT = "Nats-Mesh-Stream";
    private static final String NUMBER = "Nats-Mesh-Seq";
    private static final String CREDIT = "Nats-Mesh-Credit";
    private static final String CONTROL = "Nats-Mesh-Control";
    private static final String CODE = "Nats-Service-Error-Code";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Ticker.class, TickerService.class, Peer.class)
            .overrideConfigKey("quarkus.nats.stream-liveness", LIVENESS_MILLIS + "ms");

    @NatsClient
    Peer peer;

    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private Connection connection;
    private String inbox;

    @BeforeEach
    void connect() throws Exception {
        TickerService.CANCELLED.set(0);
        connection = Nats.connect(MeshApplication.serverUrl());
        inbox = connection.createInbox();
        connection.createDispatcher(received::add).subscribe(inbox);
        connection.flush(PATIENCE);
    }

    @AfterEach
    void close() throws InterruptedException {
        connection.close();
    }

    @Test
    void aServiceSendsAsMuchAsItHasCreditFor() {
        request("ticker.count", "{\"from\":1,\"to\":5}", "2");
        String stream = opened();
        assertThat(text(next())).isEqualTo("{\"number\":1,\"text\":\"tick 1\"}");
        Message second = next();
        assertThat(second.getHeaders().getFirst(NUMBER)).isEqualTo("2");
        say(stream, CREDIT, "3");
        assertThat(next().getHeaders().getFirst(NUMBER)).isEqualTo("3");
        // A credit that is repeated, or overtaken, changes nothing.
        say(stream, CREDIT, "1");
        say(stream, CREDIT, "100");
        assertThat(next().getHeaders().getFirst(NUMBER)).isEqualTo("4");
        Message end = next();
        assertThat(end.getData()).isEmpty();
        assertThat(end.getHeaders().getFirst(NUMBER)).isEqualTo("5");
        assertThat(end.getHeaders().getFirst(CONTROL)).isEqualTo("end");
    }

    @Test
    void aRequestWithoutCreditIsRefused() {
        connection.publish("ticker.count", inbox, "{\"from\":1,\"to\":5}".getBytes(StandardCharsets.UTF_8));
        assertThat(next().getHeaders().getFirst(CODE)).isEqualTo("400");
    }

    @Test
    void anErrorHasANumber() {
        request("ticker.failing", "1", "10");
        opened();
        next();
        Message error = next();
        assertThat(error.getHeaders().getFirst(NUMBER)).isEqualTo("2");
        assertThat(error.getHeaders().getFirst(CODE)).isEqualTo("422");
        assertThat(error.getHeaders().getFirst("Nats-Mesh-Error")).isEqualTo("Exhausted");
        assertThat(text(error)).contains("\"after\":1");
    }

    @Test
    void aCallerThatCancelsStopsTheService() {
        request("ticker.endless", "", "1");
        String stream = opened();
        next();
        say(stream, CONTROL, "cancel");
        Awaitility.await().atMost(PATIENCE).until(() -> TickerService.CANCELLED.get() == 1);
    }

    @Test
    void aCallerThatFallsSilentStopsTheService() {
        long begin = System.nanoTime();
        request("ticker.endless", "", "1");
        opened();
        Awaitility.await().atMost(PATIENCE).until(() -> TickerService.CANCELLED.get() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(LIVENESS_MILLIS / 2));
    }

    @Test
    void aCallerThatSpeaksKeepsTheServiceAndHearsIt() throws Exception {
        request("ticker.endless", "", "1");
        String stream = opened();
        next();
        for (int i = 0; i < 12; i++) {
            // The service speaks four times in its liveness interval.
            Message alive = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(alive.getHeaders().getFirst(CONTROL)).isEqualTo("alive");
            say(stream, CONTROL, "alive");
        }
        assertThat(TickerService.CANCELLED).hasValue(0);
        say(stream, CONTROL, "cancel");
    }

    @Test
    void aServiceTakesItemsAndAnswersPlainly() {
        String stream = upload();
        item(stream, 1, "{\"number\":20}");
        item(stream, 2, "{\"number\":22}");
        connection.publish(stream, new Headers().add(NUMBER, "3").add(CONTROL, "end"), new byte[0]);
        Message result = next();
        assertThat(text(result)).isEqualTo("42");
        assertThat(result.getHeaders() == null || result.getHeaders().isEmpty()).isTrue();
    }

    @Test
    void aRepeatedItemCountsOnce() {
        String stream = upload();
        item(stream, 1, "{\"number\":20}");
        item(stream, 1, "{\"number\":20}");
        connection.publish(stream, new Headers().add(NUMBER, "2").add(CONTROL, "end"), new byte[0]);
        assertThat(text(next())).isEqualTo("20");
    }

    @Test
    void aGapInTheItemsIsAnError() {
        String stream = upload();
        item(stream, 1, "{\"number\":20}");
        item(stream, 3, "{\"number\":22}");
        Message error = next();
        assertThat(error.getHeaders().getFirst(CODE)).isEqualTo("400");
        assertThat(error.getHeaders().getFirst("Nats-Service-Error")).contains("2 to 2");
    }

    @Test
    void anItemThatCanNotBeReadIsAnError() {
        String stream = upload();
        item(stream, 1, "{");
        assertThat(next().getHeaders().getFirst(CODE)).isEqualTo("400");
    }

    @Test
    void moreItemsThanGrantedAreAnError() {
        request("ticker.ignored", "", "0");
        Message first = next();
        int credit = Integer.parseInt(first.getHeaders().getFirst(CREDIT));
        String stream = first.getHeaders().getFirst(SUBJECT);
        for (int i = 1; i <= credit; i++) {
            item(stream, i, "{\"number\":1}");
        }
        say(stream, CONTROL, "alive");
        assertThat(received).noneMatch(message -> message.getHeaders().getFirst(CODE) != null);
        item(stream, credit + 1, "{\"number\":1}");
        Message error = next();
        assertThat(error.getHeaders().getFirst(CODE)).isEqualTo("400");
        assertThat(error.getHeaders().getFirst("Nats-Service-Error")).contains("more items");
    }

    @Test
    void aStubReadsTheStreamOfAPlainService() {
        serve("peer.items", request -> {
            String to = request.getReplyTo();
            assertThat(request.getHeaders().getFirst(CREDIT)).isNotNull();
            connection.publish(to, new Headers().add(SUBJECT, "_MESH.C.peer.x.1"), new byte[0]);
            connection.publish(to, new Headers().add(NUMBER, "1"), "\"a\"".getBytes(StandardCharsets.UTF_8));
            connection.publish(to, new Headers().add(NUMBER, "2"), "\"b\"".getBytes(StandardCharsets.UTF_8));
            connection.publish(to, new Headers().add(NUMBER, "3").add(CONTROL, "end"), new byte[0]);
        });
        assertThat(peer.items().collect().asList().await().atMost(PATIENCE)).containsExactly("a", "b");
    }

    @Test
    void aServiceThatFallsSilentFailsTheStream() {
        serve("peer.items", request -> {
            connection.publish(request.getReplyTo(), new Headers().add(SUBJECT, "_MESH.C.peer.x.1"), new byte[0]);
        });
        long begin = System.nanoTime();
        assertThatThrownBy(() -> peer.items().collect().asList().await().atMost(PATIENCE))
                .isInstanceOf(ConnectionLostException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(LIVENESS_MILLIS / 2),
                PATIENCE.dividedBy(2));
    }

    @Test
    void aServiceThatLosesAnItemFailsTheStream() {
        serve("peer.items", request -> {
            String to = request.getReplyTo();
            connection.publish(to, new Headers().add(SUBJECT, "_MESH.C.peer.x.1"), new byte[0]);
            connection.publish(to, new Headers().add(NUMBER, "2"), "\"b\"".getBytes(StandardCharsets.UTF_8));
        });
        assertThatThrownBy(() -> peer.items().collect().asList().await().atMost(PATIENCE))
                .isInstanceOf(ConnectionLostException.class).hasMessageContaining("1 to 1");
    }

    @Test
    void aServiceMayNotSendACallersMessagesElsewhere() {
        serve("peer.items", request -> connection.publish(request.getReplyTo(),
                new Headers().add(SUBJECT, "orders.delete"), new byte[0]));
        assertThatThrownBy(() -> peer.items().collect().asList().await().atMost(PATIENCE))
                .isInstanceOf(MessageFormatException.class).hasMessageContaining("orders.delete");
    }

    @Test
    void aPlainReplyIsNoStream() {
        serve("peer.items", request -> connection.publish(request.getReplyTo(), "\"a\"".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> peer.items().collect().asList().await().atMost(PATIENCE))
                .isInstanceOf(MessageFormatException.class).hasMessageContaining("expected a stream");
    }

    private void serve(String subject, Consumer<Message> answer) {
        connection.createDispatcher(answer::accept).subscribe(subject);
        try {
            connection.flush(PATIENCE);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String upload() {
        request("ticker.sum", "\"raw\"", "0");
        Message first = next();
        assertThat(first.getHeaders().getFirst(CREDIT)).isEqualTo("32");
        return first.getHeaders().getFirst(SUBJECT);
    }

    private void item(String stream, int number, String json) {
        connection.publish(stream, new Headers().add(NUMBER, Integer.toString(number)),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private void request(String subject, String json, String credit) {
        connection.publish(subject, inbox, new Headers().add(CREDIT, credit), json.getBytes(StandardCharsets.UTF_8));
    }

    private void say(String stream, String header, String value) {
        connection.publish(stream, new Headers().add(header, value), new byte[0]);
    }

    /** The subject that the first message names. */
    private String opened() {
        Message first = next();
        assertThat(first.getData()).isEmpty();
        assertThat(first.getHeaders().getFirst(SUBJECT)).startsWith("_MESH.C.ticker.");
        return first.getHeaders().getFirst(SUBJECT);
    }

    /** The next message that is more than a sign of life or credit. */
    private Message next() {
        try {
            while (true) {
                Message message = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(message).as("a message within %s", PATIENCE).isNotNull();
                Headers headers = message.getHeaders();
                boolean sign = headers != null && headers.getFirst(SUBJECT) == null && headers.getFirst(NUMBER) == null
                        && (headers.getFirst(CONTROL) != null || headers.getFirst(CREDIT) != null);
                if (!sign) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    /** Served by the test. */
    @NatsClient("peer")
    public interface Peer {
        Multi<String> items();
    }
}
