package dev.natsmesh.runtime.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;

/** Connects, makes one call over the connection, and closes it. */
final class Connecting {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Function<ConnectionSettings, Transport> implementation;

    Connecting(Function<ConnectionSettings, Transport> implementation) {
        this.implementation = implementation;
    }

    Transport open(ConnectionSettings settings) {
        return implementation.apply(settings);
    }

    static ConnectionSettings settings(String url, Credentials credentials, SSLContext tls) {
        return new ConnectionSettings(List.of(url), "connecting-test", Duration.ofSeconds(3), Duration.ofMillis(20),
                Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1), false,
                credentials, tls,
                new RequestLimits(1 << 16, 0));
    }

    /** @return what the service answered to "hello" */
    String call(ConnectionSettings settings) throws Exception {
        return call(settings, PATIENCE);
    }

    /** @param atMost how long to wait for the connection */
    String call(ConnectionSettings settings, Duration atMost) throws Exception {
        Transport transport = open(settings);
        try {
            if (!transport.awaitConnected(atMost)) {
                throw new IllegalStateException("not connected within " + atMost);
            }
            return call(transport);
        } finally {
            transport.close();
        }
    }

    String call(Transport transport) throws Exception {
        ServedSubject served = transport.serve("secured.echo", "q",
                message -> message.reply(new Headers(), message.body()));
        CompletableFuture<String> answer = new CompletableFuture<>();
        transport
                .request(new Request(new RequestTraits("the echo", false), Subject.of("secured.echo"), new Headers(),
                        "hello".getBytes(StandardCharsets.UTF_8),
                        Deadline.in(PATIENCE)), new ReplyHandler() {
                            @Override
                            public void reply(Headers headers, byte[] body) {
                                answer.complete(new String(body, StandardCharsets.UTF_8));
                            }

                            @Override
                            public void failed(RuntimeException failure) {
                                answer.completeExceptionally(failure);
                            }
                        });
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            served.withdraw();
        }
    }
}
