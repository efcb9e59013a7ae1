package dev.natsmesh.runtime.transport;

import java.time.Duration;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import io.nats.client.Connection;
import io.nats.client.Options;

/** How the messages of one link come and go. The connection itself is jnats' in any case. */
interface DataPath {

    /** How many bytes of replies are kept while there is no connection. */
    int MAX_HELD_BYTES = 8 << 20;

    /** Adds what it needs to the options of the connection. */
    void configure(ConnectionSettings settings, Options.Builder options);

    /** The connection was made for the first time. */
    void opened(Connection connection);

    /** Whether {@link #opened} was called. */
    boolean isOpen();

    /** @throws IllegalStateException if the link is closed */
    void publish(Subject subject, Headers headers, byte[] body);

    /**
     * A message that nobody answers.
     *
     * @param what names it to people
     * @param written is told on any thread that it was written to a connection, or why it wasn't, unless this throws
     * @throws IllegalStateException if the link is closed
     */
    void publish(String what, Subject subject, Headers headers, byte[] body, Completion written);

    /**
     * An item of a stream.
     *
     * @throws IllegalStateException if the link is closed
     */
    void publishItem(Subject subject, long number, Headers headers, byte[] body);

    /**
     * A message whose reply is handed over under that number.
     *
     * @throws IllegalStateException if the link is closed
     */
    void request(Request request, long number);

    /**
     * Tells that a request which was sent is given up.
     *
     * @throws IllegalStateException if the link is closed
     */
    void cancel(Request request, long number);

    /**
     * @param lasting whether it stays when the served subjects are left
     * @return leaves the subject again
     */
    Runnable subscribe(String subject, String queueGroup, boolean lasting, MessageHandler handler);

    /**
     * Leaves the subjects that don't last, and waits until all that came has been handed over.
     *
     * @param confirmation how long the server may take to confirm that nothing more comes
     */
    void leave(Deadline deadline, Duration confirmation) throws InterruptedException;

    /** Whether there are replies that wait for the connection to come back. */
    boolean holdsReplies();

    /** How far it is behind. */
    Backlog backlog();

    /** Whether it was too far behind lately. */
    boolean isBehind();

    /** Closes what the connection, once closed, has left open. */
    void close();
}
