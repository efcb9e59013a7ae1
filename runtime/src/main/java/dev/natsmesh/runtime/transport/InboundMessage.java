package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Headers;
import io.vertx.core.Context;

/** A message of a served subject. A transport that drains waits until it is finished. */
public interface InboundMessage {

    String subject();

    Headers headers();

    byte[] body();

    /** The Vert.x context of the event loop that it came on and is handed over on; {@code null} if that is another thread. */
    Context context();

    /** Whether the sender waits for a reply. */
    boolean expectsReply();

    /** Where the reply goes, {@code null} if none is expected. */
    String replyTo();

    /**
     * Sends one of several replies, if a reply is expected; the message is not finished by it. Those that one thread sends arrive in
     * order.
     *
     * @throws dev.natsmesh.MessageTooLargeException if the server would not take it
     */
    void send(Headers headers, byte[] body);

    /**
     * The same with an item of a stream.
     *
     * @param number its number in the stream
     * @param headers the other ones; nobody changes them any more
     */
    void sendItem(long number, Headers headers, byte[] body);

    /**
     * Replies, if a reply is expected, and finishes the message. Only the first call counts.
     *
     * @throws dev.natsmesh.MessageTooLargeException if the server would not take the reply; the message is then not finished
     */
    void reply(Headers headers, byte[] body);

    /** Finishes the message without a reply. */
    void finish();
}
