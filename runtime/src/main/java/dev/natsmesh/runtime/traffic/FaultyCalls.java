package dev.natsmesh.runtime.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.EventLoops;
import dev.natsmesh.runtime.call.HeaderArguments;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.traffic.Fault;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.TrafficPolicy;

/**
 * Makes attempts of calls go wrong on purpose, as the policy of their service says. Each attempt is judged by itself, so that what is
 * tried again can be seen to succeed.
 */
final class FaultyCalls implements Stage {

    private static final Logger LOG = Logger.getLogger(FaultyCalls.class);
    private static final String NOTE = "nats.mesh.fault.";

    private final Operation operation;
    private final HeaderArguments arguments;
    private final Supplier<TrafficPolicy> policy;
    private final EventLoops loops;
    private final List<FaultListener> listeners;
    private final IntSupplier lots;
    private final Stage next;

    FaultyCalls(Operation operation, Supplier<TrafficPolicy> policy, EventLoops loops, List<FaultListener> listeners,
            IntSupplier lots, Stage next) {
        this.operation = operation;
        this.arguments = HeaderArguments.of(operation);
        this.policy = policy;
        this.loops = loops;
        this.listeners = listeners;
        this.lots = lots;
        this.next = next;
    }

    @Override
    public void handle(Call call, Completion completion) {
        List<Fault> faults = policy.get().faults();
        Fault fault = faults.isEmpty() ? null : drawn(faults, call);
        if (fault == null) {
            next.handle(call, completion);
        } else if (fault.delay().isPresent()) {
            delay(call, completion, fault, fault.delay().get());
        } else {
            goOn(call, completion, fault);
        }
    }

    /** The first that matches and hits; {@code null} if none does. */
    private Fault drawn(List<Fault> faults, Call call) {
        for (Fault fault : faults) {
            if (canAct(fault) && matches(fault, call) && lots.getAsInt() < fault.perMille()) {
                return fault;
            }
        }
        return null;
    }

    /** Only a call with one reply has one that can be dropped. */
    private boolean canAct(Fault fault) {
        return hasReply() || fault.delay().isPresent() || fault.abort().isPresent();
    }

    private boolean hasReply() {
        return operation.kind() == Operation.Kind.UNARY;
    }

    private boolean matches(Fault fault, Call call) {
        if (fault.header().isEmpty()) {
            return true;
        }
        HeaderMatch match = fault.header().get();
        String value = call.headers().get(match.name());
        if (value == null) {
            value = argument(match.name(), call);
        }
        return value != null && (match.value().isEmpty() || match.value().get().equals(value));
    }

    /** The value of a header that is an argument, which is written only when the call is encoded. */
    private String argument(String header, Call call) {
        Headers written = new Headers();
        try {
            arguments.write(call.payload(), written);
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s: a header can't be written, which the call will fail with", operation);
        }
        return written.get(header);
    }

    private void delay(Call call, Completion completion, Fault fault, Duration delay) {
        told(FaultKind.DELAY, delay.toString(), completion);
        long nanos = TimeUnit.NANOSECONDS.convert(delay);
        long left = call.deadline().remainingNanos();
        if (nanos < left) {
            new Pause(call, completion, () -> goOn(call, completion, fault)).begin(loops, nanos);
        } else {
            timeOut(call, completion, left);
        }
    }

    private void goOn(Call call, Completion completion, Fault fault) {
        if (fault.abort().isPresent()) {
            int code = fault.abort().getAsInt();
            told(FaultKind.ABORT, Integer.toString(code), completion);
            completion.failure(
                    ServiceException.of(code, "%s: aborted by fault injection with code %d".formatted(operation, code)));
        } else if (fault.dropReply() && hasReply()) {
            told(FaultKind.DROPPED_REPLY, "true", completion);
            next.handle(call, new DroppedReply(call, completion));
        } else {
            next.handle(call, completion);
        }
    }

    private void timeOut(Call call, Completion completion, long nanos) {
        new Pause(call, completion, () -> completion.failure(
                new CallTimeoutException("%s: no reply before the deadline, by fault injection".formatted(operation))))
                .begin(loops, nanos);
    }

    private void told(FaultKind kind, String value, Completion completion) {
        LOG.debugf("%s: fault injection, %s %s", operation, kind.tag(), value);
        completion.note(NOTE + kind.tag(), value);
        for (FaultListener listener : listeners) {
            listener.injected(operation, kind);
        }
    }

    /** Throws away what the service answers. What the network says of a call is no reply, and goes on. */
    private final class DroppedReply implements Completion {

        private final Call call;
        private final Completion completion;

        DroppedReply(Call call, Completion completion) {
            this.call = call;
            this.completion = completion;
        }

        @Override
        public void success(Object result) {
            timeOut(call, completion, call.deadline().remainingNanos());
        }

        @Override
        public void failure(Throwable failure) {
            if (failure instanceof ServiceException || operation.declares(failure)) {
                timeOut(call, completion, call.deadline().remainingNanos());
            } else {
                completion.failure(failure);
            }
        }
    }
}
