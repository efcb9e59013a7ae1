package dev.natsmesh.runtime.transport;

/** Gets the messages of a served subject, on a thread that must not be blocked. */
public interface MessageHandler {

    /** Takes a message; each must be {@linkplain InboundMessage#reply replied to} or {@linkplain InboundMessage#finish finished}. */
    void message(InboundMessage message);
}
