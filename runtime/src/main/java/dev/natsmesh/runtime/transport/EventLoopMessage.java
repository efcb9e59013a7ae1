package dev.natsmesh.runtime.transport;

import java.nio.charset.StandardCharsets;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.protocol.Frame;
import io.vertx.core.Context;

/** A message that was read on an event loop. */
final class EventLoopMessage extends LinkMessage {

    private final EventLoopDataPath path;
    private final String subject;
    private final byte[] replyTo;
    private final Headers headers;
    private final byte[] body;

    EventLoopMessage(EventLoopDataPath path, InFlight inFlight, Frame frame) {
        super(inFlight);
        this.path = path;
        this.subject = frame.subject();
        this.replyTo = frame.replyTo();
        this.headers = frame.headers();
        this.body = frame.body();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Context context() {
        return path.context();
    }

    @Override
    int replySubjectLength() {
        return replyTo == null ? 0 : replyTo.length;
    }

    @Override
    public String replyTo() {
        return replyTo == null ? null : new String(replyTo, StandardCharsets.UTF_8);
    }

    @Override
    long sizeLimit() {
        return path.sizeLimit();
    }

    @Override
    void publish(Headers reply, byte[] replyBody) {
        path.reply(replyTo, reply, replyBody);
    }

    @Override
    void publishItem(long number, Headers itemHeaders, byte[] item) {
        path.replyItem(replyTo, number, itemHeaders, item);
    }
}
