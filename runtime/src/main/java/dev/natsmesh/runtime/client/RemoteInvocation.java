package dev.natsmesh.runtime.client;

import org.jboss.logging.Logger;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.routing.BalancedRoute;
import dev.natsmesh.runtime.routing.Instance;
import dev.natsmesh.runtime.routing.ServiceRoute;
import dev.natsmesh.runtime.routing.TimedCall;
import dev.natsmesh.runtime.traffic.MirroredCall;
import dev.natsmesh.runtime.traffic.MirroredOperation;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
import dev.natsmesh.runtime.traffic.ServiceVersion;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;

/**
 * The last stage of the caller's side: chooses who gets the call, encodes the arguments, sends them, and decodes what comes back.
 */
final class RemoteInvocation extends SendingStage {

    private static final Logger LOG = Logger.getLogger(RemoteInvocation.class);

    private static final int FORBIDDEN = 403;

    private final RequestTraits traits;
    private final OperationCodec codec;
    private final Transport transport;
    /** {@code null} if calls always go to the queue group. */
    private final ServiceRoute route;
    /** {@code null} if no balancer chooses. */
    private final BalancedRoute balanced;
    /** {@code null} if calls are never copied. */
    private final MirroredOperation mirrored;

    RemoteInvocation(Operation operation, SubjectPrefix prefix, OperationCodec codec, Transport transport, ServiceRoute route,
            BalancedRoute balanced, ServiceTraffic traffic, MirroredOperation mirrored) {
        super(operation, prefix, codec, traffic);
        this.traits = new RequestTraits(operation.toString(), operation.idempotent(), false,
                Subject.of(prefix.before(Subjects.cancellations(operation.service()))));
        this.codec = codec;
        this.transport = transport;
        this.route = balanced == null ? route : balanced.service();
        this.balanced = balanced;
        this.mirrored = mirrored;
    }

    @Override
    Destination choose(Call call) {
        ServiceVersion version = version(call);
        Instance instance = null;
        if (balanced != null && version == null) {
            instance = balanced.next(call, traits.resendable());
        } else if (route != null) {
            instance = route.next(call, traits.resendable(), version == null ? null : version.version());
        }
        return instance == null ? version : instance;
    }

    @Override
    void send(Call call, Destination to, Subject subject, byte[] body, Completion completion) {
        MirroredCall copy = mirrored == null ? null : mirrored.copyOf(call, to);
        if (copy == null) {
            send(call, subject, body, reply(call, to, body, completion));
        } else {
            send(call, subject, body, copy.watching(reply(call, to, body, completion)));
            copy.send(call, body, mirror -> encoder().subject(call, mirror));
        }
    }

    private Reply reply(Call call, Destination to, byte[] body, Completion completion) {
        if (to == null) {
            return new Reply(call.context(), completion);
        } else if (to instanceof Instance instance) {
            return new InstanceReply(call, body, completion, instance);
        }
        return new VersionReply(call, body, completion, (ServiceVersion) to);
    }

    /** Sends a call that a single instance didn't get: to its version, if the policy names one, which is asked again. */
    private void sendElsewhere(Call call, byte[] body, Completion completion) {
        Destination next = version(call);
        if (next == null && balanced != null) {
            next = balanced.next(call, traits.resendable());
        }
        send(call, encoder().subject(call, next), body, reply(call, next, body, completion));
    }

    private void send(Call call, Subject subject, byte[] body, ReplyHandler reply) {
        call.running(transport.request(new Request(traits, subject, call.headers(), body, call.deadline()), reply));
    }

    /** Takes the reply to where the call was made, and decodes it there. */
    private class Reply implements ReplyHandler, Handler<byte[]> {

        private final ContextInternal context;
        private final Completion completion;
        private Headers headers;

        Reply(ContextInternal context, Completion completion) {
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
                    failure(failure);
                    return;
                }
                result = codec.reply(headers, body);
            } catch (Throwable e) { // also an Error of a constructor: nobody above would tell the caller
                failure(e);
                return;
            }
            success(result);
        }

        @Override
        public void failed(RuntimeException failure) {
            LOG.debugf("%s", failure.getMessage());
            if (context == null) {
                failure(failure);
            } else {
                context.emit(failure, this::failure);
            }
        }

        void success(Object result) {
            completion.success(result);
        }

        void failure(Throwable failure) {
            if (route != null) {
                route.failed(null, failure);
            }
            completion.failure(failure);
        }

        final Completion completion() {
            return completion;
        }

        final boolean isReplied() {
            return headers != null;
        }

        /** By the NATS server, which has passed nothing on; a service's refusal is a reply. */
        final boolean isForbidden(Throwable failure) {
            return headers == null && failure instanceof CallRefusedException refused && refused.code() == FORBIDDEN;
        }
    }

    /**
     * That of one instance, which is watched. If it isn't there any more, or this application may not call it by itself, the call has
     * not run, and goes to whom a balancer chooses now, or to the queue group of its version, or of all.
     */
    private final class InstanceReply extends Reply {

        private final Call call;
        private final byte[] body;
        private final Instance from;
        /** {@code null} if its time doesn't matter. */
        private final TimedCall timed;

        InstanceReply(Call call, byte[] body, Completion completion, Instance from) {
            super(call.context(), completion);
            this.call = call;
            this.body = body;
            this.from = from;
            this.timed = balanced == null ? null : balanced.begin(from);
        }

        @Override
        void success(Object result) {
            if (timed != null) {
                timed.succeeded();
            }
            route.succeeded(from);
            super.success(result);
        }

        @Override
        void failure(Throwable failure) {
            if (timed != null) {
                timed.failed(failure);
            }
            if (isForbidden(failure)) {
                route.forbidden();
            } else {
                route.failed(from, failure);
                if (!(failure instanceof NoRespondersException)) {
                    completion().failure(failure);
                    return;
                }
            }
            sendElsewhere(call, body, completion());
        }
    }

    /** That of one version. If nobody serves it, the call has not run, and goes to the queue group of all: a reply is worth more. */
    private final class VersionReply extends Reply {

        private final Call call;
        private final byte[] body;
        private final ServiceVersion version;

        VersionReply(Call call, byte[] body, Completion completion, ServiceVersion version) {
            super(call.context(), completion);
            this.call = call;
            this.body = body;
            this.version = version;
        }

        @Override
        void success(Object result) {
            traffic().serves(version);
            super.success(result);
        }

        @Override
        void failure(Throwable failure) {
            boolean forbidden = isForbidden(failure);
            if (forbidden || failure instanceof NoRespondersException) {
                if (forbidden) {
                    traffic().forbidden(version);
                } else {
                    traffic().nobodyServes(version);
                }
                send(call, encoder().subject(call), body, new Reply(call.context(), completion()));
            } else {
                if (isReplied()) {
                    traffic().serves(version);
                }
                super.failure(failure);
            }
        }
    }
}
