package dev.natsmesh.runtime.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.routing.Instance;
import dev.natsmesh.runtime.routing.ServiceRoute;
import dev.natsmesh.runtime.stream.SentItems;
import dev.natsmesh.runtime.stream.StreamSettings;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
import dev.natsmesh.runtime.traffic.ServiceVersion;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;
import io.vertx.core.impl.ContextInternal;

/** The last stage of the caller's side where a call is a stream: opens it. */
final class RemoteStream extends SendingStage {

    private static final int FORBIDDEN = 403;

    private final RequestTraits traits;
    /** What the subjects begin with that the service may name for its side of a stream. */
    private final String streams;
    private final OperationCodec codec;
    private final Transport transport;
    private final StreamSettings settings;
    /** {@code null} if calls always go to the queue group. */
    private final ServiceRoute route;

    RemoteStream(Operation operation, SubjectPrefix prefix, OperationCodec codec, Transport transport,
            StreamSettings settings, ServiceRoute route, ServiceTraffic traffic) {
        super(operation, prefix, codec, traffic);
        this.traits = new RequestTraits(operation.toString(), false, true,
                Subject.of(prefix.before(Subjects.cancellations(operation.service()))));
        this.streams = prefix.before(Subjects.streams(operation.service()));
        this.codec = codec;
        this.transport = transport;
        this.settings = settings;
        this.route = route;
    }

    @Override
    Destination choose(Call call) {
        ServiceVersion version = version(call);
        Instance instance = route == null
                ? null
                : route.next(call, traits.resendable(), version == null ? null : version.version());
        return instance == null ? version : instance;
    }

    @Override
    void send(Call call, Destination to, Subject subject, byte[] body, Completion completion) {
        Multi<?> items = encoder().stream(call);
        EventLoop loop = (call.context() == null ? settings.loops().next() : call.context()).nettyEventLoop();
        SentItems sent = items == null ? null : new SentItems(codec.stream(), loop, on(call.context()));
        CallersSide side = new CallersSide(this, call, completion, loop, items, sent, to);
        call.running(side);
        side.open(transport, new Request(traits, subject, side.first(call.headers()), body, call.deadline()));
    }

    /** Whether the NATS server has passed on nothing: nobody is there, or this application may not publish there. */
    boolean isNotTaken(RuntimeException failure) {
        return failure instanceof NoRespondersException || isForbidden(failure);
    }

    private static boolean isForbidden(Throwable failure) {
        return failure instanceof CallRefusedException refused && refused.code() == FORBIDDEN;
    }

    /** A call was not taken. @return who is called then: the version, if it was one of its instances, or the queue group of all */
    Destination missed(Call call, Destination to, Throwable failure) {
        if (to instanceof ServiceVersion version) {
            if (isForbidden(failure)) {
                traffic().forbidden(version);
            } else {
                traffic().nobodyServes(version);
            }
            return null;
        }
        if (isForbidden(failure)) {
            route.forbidden();
        } else {
            failed(to, failure);
        }
        return version(call);
    }

    /** The same to another, of a stream that was not opened. */
    Request again(Call call, Destination to, byte[] body) {
        return new Request(traits, encoder().subject(call, to), call.headers(), body, call.deadline());
    }

    /** The service has opened a stream. */
    void opened(Destination by) {
        if (by instanceof Instance instance) {
            route.succeeded(instance);
        } else if (by instanceof ServiceVersion version) {
            traffic().serves(version);
        }
    }

    /** A stream has ended, or was not opened. */
    void failed(Destination by, Throwable failure) {
        if (route != null && !(failure instanceof CancellationException)) {
            route.failed(by instanceof Instance instance ? instance : null, failure);
        }
    }

    /** The code that makes a caller's items runs on the context of its call. */
    private static Executor on(ContextInternal context) {
        return context == null ? Runnable::run : task -> context.emit(task, Runnable::run);
    }

    String name() {
        return traits.what();
    }

    OperationCodec codec() {
        return codec;
    }

    StreamSettings settings() {
        return settings;
    }

    /** Whether the service may name that subject for its side of a stream. */
    boolean isStreamOfService(String named) {
        return named.startsWith(streams);
    }
}
