package dev.natsmesh.runtime.overload;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;

/** Lets calls begin as far as limits allow, and refuses the others at once. */
final class LimitedCalls implements Stage {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final String what;
    private final RateLimit rate;
    private final Gate gate;
    private final RefusalLog log;
    private final OverloadListener listener;
    private final Stage next;

    /**
     * @param what the limits are for, for people
     * @param rate {@code null} for none
     * @param gate {@code null} for none
     */
    LimitedCalls(String what, RateLimit rate, Gate gate, RefusalLog log, OverloadListener listener, Stage next) {
        this.what = what;
        this.rate = rate;
        this.gate = gate;
        this.log = log;
        this.listener = listener;
        this.next = next;
    }

    Gate gate() {
        return gate;
    }

    @Override
    public void handle(Call call, Completion completion) {
        long wait = rate == null ? 0 : rate.tryTake();
        if (wait > 0) {
            refuse(call, completion, Refusal.RATE, ErrorCodec.TOO_MANY,
                    "Too many calls in a second (quarkus.nats.services, rate)", wait);
        } else if (gate == null) {
            next.handle(call, completion);
        } else {
            gate.enter(new LimitedCall(this, call, completion));
        }
    }

    void begin(Call call, Completion completion) {
        next.handle(call, completion);
    }

    void crowded(Call call, Completion completion) {
        refuse(call, completion, Refusal.CONCURRENCY, ErrorCodec.OVERLOADED,
                "Too many calls are running (quarkus.nats.services, concurrency)", gate.hint());
    }

    void late(Call call, Completion completion) {
        String text = "The deadline passed while the call waited";
        told(call, Refusal.LATE, text);
        completion.failure(new ServiceException(ErrorCodec.TOO_LATE, text));
    }

    private void refuse(Call call, Completion completion, Refusal reason, int code, String text, long waitNanos) {
        told(call, reason, text);
        completion.failure(new CallRefusedException(code, what + ": " + text,
                Duration.ofMillis(-Math.floorDiv(-waitNanos, MILLI))));
    }

    private void told(Call call, Refusal reason, String text) {
        log.refused(call.operation(), text);
        listener.refused(call.operation(), reason);
    }
}
