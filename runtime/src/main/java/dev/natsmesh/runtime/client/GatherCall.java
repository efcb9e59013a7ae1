package dev.natsmesh.runtime.client;

import java.util.function.Consumer;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import io.vertx.core.impl.ContextInternal;

/** A call to every instance of a service. Its completion tells that there are no more answers. */
final class GatherCall extends Call {

    private final Consumer<Object> items;

    /** @param items gets each instance's answer, on the call's context if it has one */
    GatherCall(Operation operation, Headers headers, Deadline deadline, Object payload, ContextInternal context,
            Consumer<Object> items) {
        super(operation, headers, deadline, payload, context);
        this.items = items;
    }

    void item(Object item) {
        items.accept(item);
    }
}
