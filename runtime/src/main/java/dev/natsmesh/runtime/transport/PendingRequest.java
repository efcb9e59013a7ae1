package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;

/** A request under way. */
public interface PendingRequest extends Cancellable {

    /**
     * Gives the request up, as its deadline does: whoever serves it is told, if it can be, and its handler fails with
     * {@link java.util.concurrent.CancellationException}.
     */
    @Override
    void cancel();

    /** Forgets a request that may have many replies: its handler is not called any more. */
    void close();

    /** Lets a request that may have many replies stay beyond its deadline, until it is closed or its connection is lost. */
    void keepOpen();

    /**
     * Sends another message over the connection that the request went over, so that their order is kept. It is lost when that
     * connection is.
     *
     * @throws dev.natsmesh.MessageTooLargeException if the server would not take it
     */
    void send(Subject subject, Headers headers, byte[] body);

    /**
     * The same with an item of a stream.
     *
     * @param number its number in the stream
     * @param headers the other ones; nobody changes them any more
     */
    void sendItem(Subject subject, long number, Headers headers, byte[] body);
}
