package dev.natsmesh.runtime.server;

import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.ErrorReply;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.MessageHandler;
import io.vertx.core.Context;

/** Takes an endpoint's requests from the transport, sends each through the chain on a context of its own, and answers it. */
final class EndpointHandler implements MessageHandler {

    private static final Logger LOG = Logger.getLogger(EndpointHandler.class);

    private final Operation operation;
    private final Stage chain;
    private final ErrorCodec errors;
    private final MessageBodies bodies;
    /** Those of every reply that is no error; nobody changes them. */
    private final Headers replyHeaders = new Headers();
    /** The same for a reply that is null, where no bytes tell it. */
    private final Headers nullHeaders = new Headers();
    private final Supplier<Context> loops;

    EndpointHandler(Operation operation, Stage chain, OperationCodec codec, Supplier<Context> loops) {
        this.operation = operation;
        this.chain = chain;
        this.errors = codec.errors();
        this.bodies = codec.bodies();
        MessageBodies.tell(codec.reply(), false, replyHeaders);
        MessageBodies.tell(codec.reply(), true, nullHeaders);
        this.loops = loops;
    }

    @Override
    public void message(InboundMessage message) {
        Headers headers = message.headers();
        Call call = new Call(operation, headers, deadline(headers), message.body());
        Completion completion = new Answer(message);
        Context loop = message.context();
        // Runs at once if this is that loop.
        CurrentCall.newContext(loop == null ? loops.get() : loop, call).emit(call, current -> {
            try {
                chain.handle(current, completion);
            } catch (Throwable e) {
                completion.failure(e);
            }
        });
    }

    private Deadline deadline(Headers headers) {
        String millis = headers.get(HeaderNames.TIMEOUT);
        if (millis == null) {
            return null;
        }
        try {
            return Deadline.inMillis(Math.min(Long.parseLong(millis), Integer.MAX_VALUE));
        } catch (NumberFormatException e) {
            LOG.debugf("%s: ignoring the header %s: %s, which is not a number", operation, HeaderNames.TIMEOUT, millis);
            return null;
        }
    }

    private final class Answer implements Completion {

        private final InboundMessage message;

        Answer(InboundMessage message) {
            this.message = message;
        }

        @Override
        public void success(Object body) {
            try {
                reply((byte[]) body);
            } catch (MessageTooLargeException e) {
                LOG.warnf("%s: %s", operation, e.getMessage());
                error(ErrorReply.of(ErrorCodec.INTERNAL, e.getMessage()));
            }
        }

        private void reply(byte[] body) {
            if (bodies.isLarge(body) && MessageBodies.isAccepted(message.headers())) {
                Headers headers = replyHeaders.copy();
                byte[] compressed = bodies.compressed(body, headers);
                message.reply(headers, compressed);
            } else {
                message.reply(body == BodyCodec.NULL ? nullHeaders : replyHeaders, body);
            }
        }

        @Override
        public void failure(Throwable failure) {
            error(errors.encode(failure));
        }

        private void error(ErrorReply error) {
            try {
                message.reply(error.headers(), error.body());
            } catch (MessageTooLargeException e) {
                LOG.warnf("%s: %s", operation, e.getMessage());
                ErrorReply shorter = ErrorReply.of(error.code(), "The error is too large to be sent");
                message.reply(shorter.headers(), shorter.body());
            }
        }
    }
}
