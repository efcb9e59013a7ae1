package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Headers;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.vertx.core.Context;

/** A message as jnats brings it. */
final class ThreadedMessage extends LinkMessage {

    private final Message message;
    private final Connection connection;

    ThreadedMessage(Message message, Connection connection, InFlight inFlight) {
        super(inFlight);
        this.message = message;
        this.connection = connection;
    }

    @Override
    public String subject() {
        return message.getSubject();
    }

    @Override
    public Headers headers() {
        return JnatsHeaders.from(message.getHeaders());
    }

    @Override
    public byte[] body() {
        return message.getData();
    }

    @Override
    int replySubjectLength() {
        String replyTo = message.getReplyTo();
        return replyTo == null ? 0 : replyTo.length();
    }

    @Override
    public String replyTo() {
        return message.getReplyTo();
    }

    @Override
    public Context context() {
        return null;
    }

    @Override
    long sizeLimit() {
        return connection.getMaxPayload();
    }

    @Override
    void publish(Headers headers, byte[] body) {
        connection.publish(message.getReplyTo(), null, JnatsHeaders.of(headers), body);
    }

    @Override
    void publishItem(long number, Headers headers, byte[] body) {
        connection.publish(message.getReplyTo(), null, JnatsHeaders.ofItem(number, headers), body);
    }
}
