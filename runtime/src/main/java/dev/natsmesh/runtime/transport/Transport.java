package dev.natsmesh.runtime.transport;

import java.time.Duration;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;

/**
 * Sends requests and serves subjects. Nothing here blocks but {@link #awaitConnected}, {@link #drain} and {@link #close}.
 */
public interface Transport {

    /**
     * Sends a request, and completes the handler exactly once, at the latest when the request's deadline passes. While there is no
     * connection the request waits for one.
     */
    PendingRequest request(Request request, ReplyHandler handler);

    /**
     * Sends a message that nobody answers, over the connection that a request of the same thread goes over.
     *
     * @param what names it to people
     * @param written succeeds once the message is written to a connection, which it may still be lost with. It fails with
     *        {@link dev.natsmesh.ConnectionLostException} if there is none, and with {@link dev.natsmesh.MessageTooLargeException}
     *        if the server would not take it. On any thread
     */
    void publish(String what, Subject subject, Headers headers, byte[] body, Completion written);

    /**
     * Serves a subject, also on every later connection, until it is withdrawn or the transport drains.
     *
     * @param queueGroup the group that shares the messages, {@code null} when every subscriber gets each
     */
    ServedSubject serve(String subject, String queueGroup, MessageHandler handler);

    /**
     * Serves a subject that nobody else serves, also on every later connection, until it is withdrawn or the transport drains. Each
     * message comes once, also while the connection moves to another server; and each comes as soon as it has moved, also if the
     * server that was left hangs and others still believe that it passes messages on.
     *
     * @param queueGroup what the names of the groups begin with that the subject is served in
     */
    ServedSubject serveAlone(String subject, String queueGroup, MessageHandler handler);

    /**
     * Listens to a subject, also on every later connection and while the transport drains, until it is withdrawn or the transport
     * closes. Every listener gets each message; some come twice while the connection moves to another server.
     */
    ServedSubject listen(String subject, MessageHandler handler);

    /**
     * Watches a key-value bucket, also on every later connection, until the transport closes. Where there is no JetStream or no such
     * bucket it is looked for again at times, and nothing is said.
     *
     * @param listener is told what the bucket holds, first and whenever it changes; on a thread of the transport's own
     */
    void watch(String bucket, BucketListener listener);

    TransportState state();

    /** Where it is connected, without credentials, for people; {@code no server} while it isn't. */
    String server();

    /** How far it is behind; of several connections the worst, with all that waits. Zeros while there is none. */
    Backlog backlog();

    /**
     * Waits until the transport is connected for the first time.
     *
     * @return whether it is; {@code false} when the time is over
     * @throws ConnectionRefusedException if the servers refuse this client for good
     */
    boolean awaitConnected(Duration atMost) throws InterruptedException;

    /**
     * Leaves all served subjects, and waits until each message that arrived has been finished and every reply is with the server.
     * Requests may still be sent.
     *
     * @param timeout how long to wait; what is unfinished then is abandoned
     * @return how many messages are unfinished
     */
    int drain(Duration timeout);

    /** Closes the connection. Requests that are under way fail. */
    void close();
}
