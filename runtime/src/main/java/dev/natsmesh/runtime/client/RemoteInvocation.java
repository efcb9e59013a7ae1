package dev.natsmesh.runtime.client;

import org.jboss.logging.Logger;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.ContentType;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;

/** The last stage of the caller's side: encodes the arguments, sends them, and decodes what comes back. */
final class RemoteInvocation implements Stage {

    private final RequestTraits traits;
    private final CallEncoder encoder;
    private final OperationCodec codec;
    private final Transport transport;

    RemoteInvocation(Operation operation, SubjectPrefix prefix, OperationCodec codec, Transport transport) {
        this.traits = new RequestTraits(operation.toString(), operation.idempotent(), false,
                Subject.of(prefix.before(Subjects.cancellations(operation.service()))));
        this.encoder = new CallEncoder(operation, prefix.before(operation.subject()), codec.request());
        this.codec = codec;
        this.transport = transport;
    }

    @Override
    public void handle(Call call, Completion completion) {
        Subject subject;
        byte[] body;
        try {
            subject = encoder.subject(call);
            body = encoder.body(call);
        } catch (Throwable e) {
            completion.failure(e);
            return;
        }
        call.running(transport.request(new Request(traits, subject, call.headers(), body, call.deadline()),
                new Reply(traits.what(), codec, call.context(), completion)));
    }

    /** Takes the reply to where the call was made, and decodes it there. */
    private static final class Reply implements ReplyHandler, Handler<byte[]> {

        private static final Logger LOG = Logger.getLogger(RemoteInvocation.class);

        private final String name;
        private final OperationCodec codec;
        private final ContextInternal context;
        private final Completion completion;
        private Headers headers;

        Reply(String name, OperationCodec codec, ContextInternal context, Completion completion) {
            this.name = name;
            this.codec = codec;
            this.context = context;
            this.completion = completion;
        }

        @Override
        public void reply(Headers headers, byte[] body) {
            this.headers = headers;
            if (context == null) {
                handle(body);
            } else {
                // At once, if this is its event loop.
                context.emit(body, this);
            }
        }

        @Override
        public void handle(byte[] body) {
            Object result;
            try {
                Throwable failure = codec.errors().decode(headers, body);
                if (failure != null) {
                    completion.failure(failure);
                    return;
                }
                ContentType wanted = codec.reply().contentType();
                if (!wanted.takes(headers)) {
                    completion.failure(new MessageFormatException(wanted.refusal("the reply of " + name, headers), null));
                    return;
                }
                result = codec.reply().decode(body);
            } catch (Throwable e) { // also an Error of a constructor: nobody above would tell the caller
                completion.failure(e);
                return;
            }
            completion.success(result);
        }

        @Override
        public void failed(RuntimeException failure) {
            LOG.debugf("%s", failure.getMessage());
            if (context == null) {
                completion.failure(failure);
            } else {
                context.emit(failure, completion::failure);
            }
        }
    }
}
