package dev.natsmesh.runtime.client;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.routing.Instance;
import dev.natsmesh.runtime.transport.Transport;
import io.vertx.core.impl.ContextInternal;

/** The last stage of a call that nobody answers, and of an event: it ends when its message is written. */
final class OneWayInvocation extends SendingStage {

    private final String name;
    /** Whether a call that is late is not worth sending any more; what has happened always is. */
    private final boolean ends;
    private final Transport transport;

    OneWayInvocation(Operation operation, SubjectPrefix prefix, OperationCodec codec, Transport transport) {
        super(operation, prefix, codec);
        this.name = operation.toString();
        this.ends = operation.kind() != Operation.Kind.EVENT;
        this.transport = transport;
    }

    @Override
    void send(Call call, Instance to, Subject subject, byte[] body, Completion completion) {
        if (ends && call.deadline().hasPassed()) {
            completion.failure(new CallTimeoutException("%s: not sent before the deadline".formatted(name)));
        } else {
            transport.publish(name, subject, call.headers(), body,
                    call.context() == null ? completion : new Written(call.context(), completion));
        }
    }

    /** Tells where the call was made that it is written. */
    private record Written(ContextInternal context, Completion completion) implements Completion {

        @Override
        public void success(Object nothing) {
            context.emit(nothing, completion::success);
        }

        @Override
        public void failure(Throwable failure) {
            context.emit(failure, completion::failure);
        }
    }
}
