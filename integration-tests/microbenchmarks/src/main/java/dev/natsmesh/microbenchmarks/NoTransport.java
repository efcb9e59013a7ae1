package dev.natsmesh.microbenchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.transport.Backlog;
import dev.natsmesh.runtime.transport.BucketListener;
import dev.natsmesh.runtime.transport.MessageHandler;
import dev.natsmesh.runtime.transport.PendingRequest;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.ServedSubject;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.runtime.transport.TransportState;

/** Has the reply to each request already, and the handlers of what is served at hand. */
final class NoTransport implements Transport {

    private static final PendingRequest ENDED = new Ended();

    private final Map<String, MessageHandler> handlers = new HashMap<>();
    private final byte[] reply;

    NoTransport(byte[] reply) {
        this.reply = reply;
    }

    MessageHandler handler(String subject) {
        return handlers.get(subject);
    }

    @Override
    public PendingRequest request(Request request, ReplyHandler handler) {
        handler.reply(new Headers(), reply);
        return ENDED;
    }

    @Override
    public void publish(String what, Subject subject, Headers headers, byte[] body, Completion written) {
        written.success(null);
    }

    @Override
    public ServedSubject serve(String subject, String queueGroup, MessageHandler handler) {
        handlers.put(subject, handler);
        return () -> handlers.remove(subject);
    }

    @Override
    public ServedSubject serveAlone(String subject, String queueGroup, MessageHandler handler) {
        return serve(subject, queueGroup, handler);
    }

    @Override
    public ServedSubject listen(String subject, MessageHandler handler) {
        return serve(subject, null, handler);
    }

    @Override
    public void watch(String bucket, BucketListener listener) {
        // There is none.
    }

    @Override
    public TransportState state() {
        return TransportState.CONNECTED;
    }

    @Override
    public String server() {
        return "no server";
    }

    @Override
    public Backlog backlog() {
        return new Backlog(Duration.ZERO, Duration.ZERO, 0, 0);
    }

    @Override
    public boolean awaitConnected(Duration atMost) {
        return true;
    }

    @Override
    public int drain(Duration timeout) {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private static final class Ended implements PendingRequest {

        @Override
        public void cancel() {
            // It has its reply.
        }

        @Override
        public void close() {
            // It has its reply.
        }

        @Override
        public void keepOpen() {
            // There is one reply.
        }

        @Override
        public void send(Subject subject, Headers headers, byte[] body) {
            // Nobody is there.
        }

        @Override
        public void sendItem(Subject subject, long number, Headers headers, byte[] body) {
            // Nobody is there.
        }
    }
}
