package dev.natsmesh.deployment.routing;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;

/**
 * An instance of a service, by the wire form alone: it answers or doesn't as it is told, and unless it is a plain one, it announces
 * itself and has a subject of its own.
 */
final class PeerInstance implements Closeable {

    enum Mood {
        WORKS, SLOW, FAILS, DEAD
    }

    private static final int SLOW_MILLIS = 100;

    private final String service;
    private final String id;
    private final boolean plain;
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private volatile Mood mood;

    PeerInstance(String url, String service, String id, Mood mood, boolean plain) throws Exception {
        this.plain = plain;
        this.service = service;
        this.id = id;
        this.mood = mood;
        this.connection = Nats.connect(url);
        this.dispatcher = connection.createDispatcher();
        dispatcher.subscribe(service + ".>", "q", this::call);
        if (!plain) {
            dispatcher.subscribe("_MESH.I." + service + "." + id + ".>", this::call);
        }
        dispatcher.subscribe("$SRV.PING." + service, this::ping);
        dispatcher.subscribe("$SRV.PING." + service + "." + id, this::ping);
        connection.flush(Duration.ofSeconds(20));
        if (!plain) {
            announce("up");
        }
    }

    void set(Mood next) {
        mood = next;
    }

    /** How many times it was asked whether it is there, and has said so. */
    int pings() {
        return pings.get();
    }

    int calls() {
        return calls.get();
    }

    void announce(String state) {
        connection.publish("_MESH.S." + service + "." + id, json(",\"state\":\"" + state + "\",\"next_ms\":60000"));
    }

    private byte[] json(String more) {
        return """
                {"name":"%s","id":"%s","version":"1.0.0","metadata":{%s}%s}"""
                .formatted(service, id, plain ? "" : "\"nats-mesh.addressable\":\"true\"", more)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void ping(Message message) {
        if (mood != Mood.DEAD) {
            connection.publish(message.getReplyTo(), json(""));
            pings.incrementAndGet();
        }
    }

    private void call(Message message) {
        calls.incrementAndGet();
        switch (mood) {
            case WORKS -> answer(message);
            case SLOW -> CompletableFuture.delayedExecutor(SLOW_MILLIS, TimeUnit.MILLISECONDS).execute(() -> answer(message));
            case FAILS -> connection.publish(message.getReplyTo(),
                    new Headers().add("Nats-Service-Error", "broken").add("Nats-Service-Error-Code", "500"), null);
            case DEAD -> {
                // Says nothing.
            }
        }
    }

    private void answer(Message message) {
        connection.publish(message.getReplyTo(), ('"' + id + '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves without a word. */
    @Override
    public void close() {
        if (connection.getStatus() == Connection.Status.CLOSED) {
            return;
        }
        try {
            connection.closeDispatcher(dispatcher);
            connection.flush(Duration.ofSeconds(20)); // now nothing is sent here any more
            connection.close();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
