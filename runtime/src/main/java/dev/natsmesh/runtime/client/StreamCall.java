package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.stream.ReceivedItems;
import io.vertx.core.impl.ContextInternal;

/** A call whose result is a stream. Its deadline is that of the service's first message. */
final class StreamCall extends Call {

    private final ReceivedItems items;

    StreamCall(Operation operation, Headers headers, Deadline deadline, Object payload, ContextInternal context) {
        super(operation, headers, deadline, payload, context);
        this.items = new ReceivedItems(context);
    }

    /** Where the stream's items go; its end is the call's. */
    ReceivedItems items() {
        return items;
    }
}
