package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.testkit.NatsServer;

/** What is published is told to have been written, or why it was not. */
abstract class PublishGuarantees extends TransportConformance {

    private static final byte[] NOTHING = new byte[0];

    PublishGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
    }

    static CompletableFuture<Object> publish(Transport transport, String subject, byte[] body) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        transport.publish("the message", Subject.of(subject), new Headers(), body, new Completion() {
            @Override
            public void success(Object result) {
                end.complete(result);
            }

            @Override
            public void failure(Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    @Test
    void allThatIsWrittenArrives() {
        NatsServer server = server();
        Transport subscriber = connect(server.url());
        Transport publisher = connect(server.url());
        Set<String> seen = ConcurrentHashMap.newKeySet();
        serve(subscriber, "news", message -> {
            seen.add(new String(message.body(), StandardCharsets.UTF_8));
            message.reply(null, NOTHING);
        });

        CompletableFuture<?>[] ends = IntStream.range(0, 10_000)
                .mapToObj(i -> publish(publisher, "news", ("event " + i).getBytes(StandardCharsets.UTF_8)))
                .toArray(CompletableFuture[]::new);

        CompletableFuture.allOf(ends).join();
        Awaitility.await().atMost(PATIENCE)
                .until(() -> seen.stream().filter(text -> text.startsWith("event ")).count() == 10_000);
    }

    @Test
    void withoutAConnectionItFailsAtOnce() {
        NatsServer server = server();
        Transport publisher = connect(server.url());
        server.kill();
        awaitState(publisher, TransportState.DISCONNECTED);

        assertThat(failure(publish(publisher, "news", NOTHING))).isInstanceOfSatisfying(ConnectionLostException.class,
                lost -> assertThat(lost.mayHaveRun()).isFalse());

        server.restart();
        awaitState(publisher, TransportState.CONNECTED);
        publish(publisher, "news", NOTHING).join();
    }

    @Test
    void whatIsTooLargeIsNotSent() {
        NatsServer server = server("max_payload: 1024");
        Transport publisher = connect(server.url());

        assertThat(failure(publish(publisher, "news", new byte[1025]))).isInstanceOf(MessageTooLargeException.class);
        publish(publisher, "news", new byte[1024]).join();
    }

    private static Throwable failure(CompletableFuture<?> end) {
        Throwable failure = catchThrowable(end::join);
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
