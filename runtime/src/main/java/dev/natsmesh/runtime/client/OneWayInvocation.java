package dev.natsmesh.runtime.client;

import java.util.function.Supplier;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.routing.ServiceRoute;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
import dev.natsmesh.runtime.traffic.ServiceVersion;
import dev.natsmesh.runtime.transport.Transport;
import io.vertx.core.impl.ContextInternal;

/** The last stage of a call that nobody answers, and of an event: it ends when its message is written. */
final class OneWayInvocation extends SendingStage {

    private final String name;
    /** Whether a call that is late is not worth sending any more; what has happened always is. */
    private final boolean ends;
    private final Transport transport;
    /** The way to the service, once a policy has a say. */
    private final Supplier<ServiceRoute> route;

    OneWayInvocation(Operation operation, SubjectPrefix prefix, OperationCodec codec, Transport transport,
            Supplier<ServiceRoute> route,
            ServiceTraffic traffic) {
        super(operation, prefix, codec, traffic);
        this.route = route;
        this.name = operation.toString();
        this.ends = operation.kind() != Operation.Kind.EVENT;
        this.transport = transport;
    }

    /** Nobody tells that nobody has got the call, so a version gets it only while an instance of it is known. */
    @Override
    Destination choose(Call call) {
        ServiceVersion version = version(call);
        if (version == null) {
            return null;
        }
        ServiceRoute known = route.get();
        return known != null && known.serves(version.version()) ? version : null;
    }

    @Override
    void send(Call call, Destination to, Subject subject, byte[] body, Completion completion) {
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
