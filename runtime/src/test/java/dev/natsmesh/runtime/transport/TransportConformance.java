package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;

/**
 * What every transport guarantees, checked against real servers. A subclass holds one group of guarantees; each implementation
 * runs all of them.
 */
abstract class TransportConformance {

    /** Longer than anything takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String QUEUE = "q";

    private final Function<ConnectionSettings, Transport> implementation;
    private final Deque<Runnable> toClose = new ArrayDeque<>();

    TransportConformance(Function<ConnectionSettings, Transport> implementation) {
        this.implementation = implementation;
    }

    @AfterEach
    void closeAll() {
        while (!toClose.isEmpty()) {
            toClose.pop().run();
        }
    }

    NatsServer server(String... configuration) {
        NatsServer.Builder builder = NatsServer.builder();
        Arrays.stream(configuration).forEach(builder::config);
        NatsServer server = builder.start();
        toClose.push(server::close);
        return server;
    }

    NatsCluster cluster() {
        NatsCluster cluster = NatsCluster.of(3);
        toClose.push(cluster::close);
        return cluster;
    }

    /** A transport that is connected. */
    Transport connect(String... urls) {
        Transport transport = open(urls);
        awaitConnected(transport);
        return transport;
    }

    Transport connect(ConnectionSettings settings) {
        Transport transport = open(settings);
        awaitConnected(transport);
        return transport;
    }

    /** A transport that begins to connect. */
    Transport open(String... urls) {
        return open(settings(urls));
    }

    private Transport open(ConnectionSettings settings) {
        return closedAfterwards(create(settings));
    }

    Transport closedAfterwards(Transport transport) {
        toClose.push(transport::close);
        return transport;
    }

    Transport create(ConnectionSettings settings) {
        return implementation.apply(settings);
    }

    static ConnectionSettings settings(String... urls) {
        return new ConnectionSettings(List.of(urls), "conformance", Duration.ofSeconds(2), Duration.ofMillis(20),
                Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500), false,
                new Credentials.None(), null,
                new RequestLimits(1 << 16, 0));
    }

    static void awaitConnected(Transport transport) {
        try {
            assertThat(transport.awaitConnected(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        awaitState(transport, TransportState.CONNECTED);
    }

    static void awaitState(Transport transport, TransportState state) {
        Awaitility.await().atMost(PATIENCE).until(() -> transport.state() == state);
    }

    /** Serves a subject with what comes in, and returns when the server knows. */
    static ServedSubject serve(Transport transport, String subject, MessageHandler handler) {
        ServedSubject served = transport.serve(subject, QUEUE, handler);
        awaitServed(transport, subject);
        return served;
    }

    /** Returns when requests from this transport reach somebody; what serves the subject must not mind an empty body. */
    static void awaitServed(Transport transport, String subject) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            CompletableFuture<Reply> probe = send(transport, subject, new byte[0], true, Duration.ofSeconds(2));
            try {
                probe.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return true;
            } catch (ExecutionException e) {
                return false;
            }
        });
    }

    /** One on each other server, so that the client's fate is the only thing that changes. */
    void serveOnTheOthers(NatsCluster cluster, int home, MessageHandler handler, Transport client) {
        for (int i = 0; i < cluster.servers().size(); i++) {
            if (i != home) {
                int server = i;
                Transport service = connect(cluster.server(i).url());
                service.serve("echo", QUEUE, handler);
                Awaitility.await().atMost(PATIENCE)
                        .until(() -> cluster.server(server).monitor("/connz?subs=1").contains("\"echo\""));
            }
        }
        for (NatsServer server : cluster.servers()) {
            // Each server knows of both before one of them dies.
            Awaitility.await().atMost(PATIENCE).until(() -> server.monitor("/routez?subs=1").contains("\"echo\"")
                    || server.monitor("/connz?subs=1").contains("\"echo\""));
        }
        awaitServed(client, "echo");
    }

    static void echo(InboundMessage message) {
        message.reply(null, message.body());
    }

    static CompletableFuture<Reply> send(Transport transport, String subject, String body) {
        return send(transport, subject, body.getBytes(StandardCharsets.UTF_8), false, PATIENCE);
    }

    static CompletableFuture<Reply> send(Transport transport, String subject, byte[] body, boolean resendable,
            Duration timeout) {
        return send(transport, request(subject, body, resendable, timeout));
    }

    static CompletableFuture<Reply> send(Transport transport, Request request) {
        Reply.Awaited awaited = new Reply.Awaited();
        transport.request(request, awaited);
        return awaited.future();
    }

    static Request request(String subject, byte[] body, boolean resendable, Duration timeout) {
        return new Request(new RequestTraits("Test.call", resendable), Subject.of(subject), new Headers(), body,
                Deadline.in(timeout));
    }

    static Reply await(CompletableFuture<Reply> reply) {
        try {
            return reply.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("expected a reply", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("expected a reply", e);
        }
    }

    /** As it was given, where {@code get} of a newer JDK wraps a cancellation in one of its own. */
    static Throwable awaitFailure(CompletableFuture<Reply> reply) {
        Throwable failure;
        try {
            failure = reply.handle((got, thrown) -> thrown).get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("expected a failure", e);
        }
        assertThat(failure).as("failure of %s", reply).isNotNull();
        return failure;
    }

    /** The server that the transport is connected to. */
    static int serverOf(Transport transport, NatsCluster cluster) {
        for (int i = 0; i < cluster.servers().size(); i++) {
            if (transport.server().endsWith(":" + cluster.server(i).port())) {
                return i;
            }
        }
        throw new AssertionError(transport.server() + " is not in " + cluster.urls());
    }

    static String[] urls(NatsCluster cluster) {
        return cluster.urls().split(",");
    }
}
