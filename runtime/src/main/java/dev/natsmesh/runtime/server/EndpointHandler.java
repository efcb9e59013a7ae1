package dev.natsmesh.runtime.server;

import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.MessageHandler;
import io.vertx.core.Context;

/** Takes an endpoint's requests from the transport, and sends each through the chain on a context of its own. */
final class EndpointHandler implements MessageHandler {

    private static final Logger LOG = Logger.getLogger(EndpointHandler.class);

    private final Operation operation;
    private final Stage chain;
    private final EndpointReplies replies;
    private final RunningCalls running;
    private final Supplier<Context> loops;

    EndpointHandler(Operation operation, Stage chain, EndpointReplies replies, RunningCalls running,
            Supplier<Context> loops) {
        this.operation = operation;
        this.chain = chain;
        this.replies = replies;
        this.running = running;
        this.loops = loops;
    }

    @Override
    public void message(InboundMessage message) {
        Headers headers = message.headers();
        Deadline deadline = operation.kind().streams() ? null : deadline(headers);
        ServedCall call = new ServedCall(operation, message, headers, deadline, replies);
        Context loop = message.context();
        // Runs at once if this is that loop.
        CurrentCall.newContext(loop == null ? loops.get() : loop, call).emit(call, current -> {
            try {
                chain.handle(current, current);
            } catch (Throwable e) {
                current.failure(e);
            }
            if (operation.deduplication() == null) { // else others may wait for the end of this one
                current.runsOn(running);
            }
        });
    }

    /** A stream has none: its caller waits for the first message until then, and that is sent at once. */
    private Deadline deadline(Headers headers) {
        long millis = headers.number(HeaderNames.TIMEOUT);
        return millis < 0 ? unusual(headers.get(HeaderNames.TIMEOUT)) : Deadline.inMillis(millis);
    }

    /** One that is other than digits, or missing. */
    private Deadline unusual(String millis) {
        if (millis == null) {
            return null;
        }
        Deadline deadline = Deadline.inMillis(millis);
        if (deadline == null) {
            LOG.debugf("%s: ignoring the header %s: %s, which is not a number", operation, HeaderNames.TIMEOUT, millis);
        }
        return deadline;
    }
}
