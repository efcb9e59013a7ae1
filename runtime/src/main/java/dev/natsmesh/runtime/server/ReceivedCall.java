package dev.natsmesh.runtime.server;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;

/** A call, or an event, that came in a message. */
abstract class ReceivedCall extends Call {

    /** One more is still a number. */
    private static final int MOST_HOPS = Integer.MAX_VALUE - 1;

    ReceivedCall(Operation operation, Headers headers, Deadline deadline, byte[] body) {
        super(operation, headers, deadline, body);
    }

    /** The subject that the message came on. */
    abstract String subject();

    /** Sets a header of the reply, whether that will be an error or not. */
    abstract void replyHeader(String name, String value);

    @Override
    public int hops() {
        return Math.min(headers().positive(HeaderNames.HOPS, 0), MOST_HOPS);
    }
}
