package dev.natsmesh.runtime.resilience;

import java.util.concurrent.TimeUnit;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;

/** Makes calls a second time that take longer than most. */
final class HedgedCalls implements Stage {

    private final Stage next;
    private final CalledService service;
    private final RepeatRule rule;
    private final LatencyQuantile latency;
    private final long minDelay;
    private final boolean counts;

    /**
     * @param next makes one of the two calls
     * @param counts whether calls count for the budget here
     */
    HedgedCalls(Stage next, CalledService service, RepeatRule rule, Policy.Hedging hedging, boolean counts) {
        this.next = next;
        this.service = service;
        this.rule = rule;
        this.latency = new LatencyQuantile(hedging.quantile(), System::nanoTime);
        this.minDelay = TimeUnit.MILLISECONDS.toNanos(hedging.minDelay());
        this.counts = counts;
    }

    @Override
    public void handle(Call call, Completion completion) {
        if (counts) {
            service.called();
        }
        new HedgedCall(this, call, completion).begin(delay(call));
    }

    /** In nanoseconds, {@link LatencyQuantile#UNKNOWN} for never. */
    private long delay(Call call) {
        long usual = latency.nanos();
        if (usual == LatencyQuantile.UNKNOWN) {
            return usual;
        }
        long delay = Math.max(usual, minDelay);
        return delay < call.deadline().remainingNanos() ? delay : LatencyQuantile.UNKNOWN;
    }

    void send(Call attempt, Completion end) {
        next.handle(attempt, end);
    }

    boolean mayHedge(Call call) {
        return service.mayRepeat(call);
    }

    /** Whether another attempt may do better. */
    boolean passes(Throwable failure) {
        return rule.passes(failure);
    }

    /** @param hedged whether a second attempt was made */
    void ended(Call call, long nanos, boolean hedged, boolean bySecond) {
        latency.took(nanos);
        if (hedged) {
            service.hedged(call.operation(), bySecond);
        }
    }
}
