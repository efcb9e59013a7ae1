package dev.natsmesh.runtime.server;

import java.util.List;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;

/** A call, or an event, that came in a message. */
abstract class ReceivedCall extends Call {

    ReceivedCall(Operation operation, Headers headers, Deadline deadline, byte[] body) {
        super(operation, headers, deadline, body);
    }

    /** The subject that the message came on. */
    abstract String subject();

    /**
     * Sets a header of the reply, whether that will be an error or not; of a stream's last message, if that is the reply.
     *
     * @param values as they are sent
     */
    abstract void replyHeader(String name, List<String> values);
}
