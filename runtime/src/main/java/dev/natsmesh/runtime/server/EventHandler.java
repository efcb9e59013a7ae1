package dev.natsmesh.runtime.server;

import java.util.function.Supplier;

import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.SubjectPattern;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.MessageHandler;
import io.vertx.core.Context;

/** Sends each event for a method through the chain on a context of its own. */
final class EventHandler implements MessageHandler {

    private final Operation operation;
    private final SubjectPattern pattern;
    private final Stage chain;
    private final PendingEvents pending;
    private final Supplier<Context> loops;

    /** @param pending the part of the chain that knows what is not finished */
    EventHandler(Operation operation, SubjectPattern pattern, Stage chain, PendingEvents pending, Supplier<Context> loops) {
        this.operation = operation;
        this.pattern = pattern;
        this.chain = chain;
        this.pending = pending;
        this.loops = loops;
    }

    /** Which events the method wants. */
    SubjectPattern pattern() {
        return pattern;
    }

    Operation operation() {
        return operation;
    }

    /** Whether there are events that have come and are not finished. */
    boolean isBusy() {
        return pending.any();
    }

    @Override
    public void message(InboundMessage message) {
        deliver(message, message.headers(), message::finish);
    }

    /**
     * @param headers those of the message, for this method alone
     * @param end runs once the method has ended, whatever came of it
     */
    void deliver(InboundMessage message, Headers headers, Runnable end) {
        ReceivedEvent event = new ReceivedEvent(operation, message.subject(), headers, message.body(), end);
        Context loop = message.context();
        // Runs at once if this is that loop.
        CurrentCall.newContext(loop == null ? loops.get() : loop, event).emit(event, current -> {
            try {
                chain.handle(current, current);
            } catch (Throwable e) {
                current.failure(e);
            }
        });
    }
}
