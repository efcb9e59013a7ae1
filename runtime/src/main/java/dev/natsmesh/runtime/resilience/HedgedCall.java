package dev.natsmesh.runtime.resilience;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** A call that may be made twice: whichever attempt answers first ends it, and the other one is cancelled. */
final class HedgedCall implements Cancellable {

    private final HedgedCalls calls;
    private final Call call;
    private final Completion completion;
    /** How many headers are the call's own. */
    private final int headers;
    private final long start = System.nanoTime();
    private final AtomicInteger underWay = new AtomicInteger(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Attempt first;
    /** {@code null} until it is made. */
    private volatile Attempt second;
    /** {@code null} if there will be none. */
    private volatile Future<?> timer;

    HedgedCall(HedgedCalls calls, Call call, Completion completion) {
        this.calls = calls;
        this.call = call;
        this.completion = completion;
        this.headers = call.headers().size();
        this.first = new Attempt(this, call.attempt(call.headers().copyOfFirst(headers), call.deadline()));
    }

    /** @param delayNanos when the second attempt is due, if none has answered; {@link LatencyQuantile#UNKNOWN} for never */
    void begin(long delayNanos) {
        if (delayNanos != LatencyQuantile.UNKNOWN) {
            timer = call.context() == null
                    ? Infrastructure.getDefaultWorkerPool().schedule(this::due, delayNanos, TimeUnit.NANOSECONDS)
                    : call.context().nettyEventLoop().schedule(this::due, delayNanos, TimeUnit.NANOSECONDS);
        }
        call.running(this);
        calls.send(first.tried, first);
    }

    private void due() {
        call.execute(this::hedge);
    }

    private void hedge() {
        if (ended.get() || call.isCancelled() || !calls.mayHedge(call) || !isJoined()) {
            return;
        }
        Headers tried = call.headers().copyOfFirst(headers);
        tried.set(HeaderNames.ATTEMPT, Integer.toString(tried.positive(HeaderNames.ATTEMPT, 1) + 1));
        second = new Attempt(this, call.attempt(tried, call.deadline()));
        if (ended.get() || call.isCancelled()) {
            second.tried.cancel();
        }
        calls.send(second.tried, second);
    }

    /** Joins the attempts that are under way; not if there are none any more. */
    private boolean isJoined() {
        int before = underWay.get();
        while (before > 0 && !underWay.compareAndSet(before, before + 1)) {
            before = underWay.get();
        }
        return before > 0;
    }

    private void succeeded(Attempt attempt, Object result) {
        if (ended.compareAndSet(false, true)) {
            Attempt hedge = second;
            calls.ended(call, System.nanoTime() - start, hedge != null, attempt == hedge);
            cancelAllBut(attempt);
            completion.success(result);
        }
    }

    private void failed(Attempt attempt, Throwable failure) {
        boolean isLast = underWay.decrementAndGet() == 0;
        if ((isLast || !calls.passes(failure)) && ended.compareAndSet(false, true)) {
            cancelAllBut(attempt);
            completion.failure(failure);
        }
    }

    private void cancelAllBut(Attempt attempt) {
        Future<?> due = timer;
        if (due != null) {
            due.cancel(false);
        }
        Attempt hedge = second;
        if (hedge != null) {
            (attempt == hedge ? first : hedge).tried.cancel();
        }
    }

    @Override
    public void cancel() {
        first.tried.cancel();
        cancelAllBut(first);
    }

    private record Attempt(HedgedCall whole, Call tried) implements Completion {

        @Override
        public void success(Object result) {
            whole.succeeded(this, result);
        }

        @Override
        public void failure(Throwable failure) {
            whole.failed(this, failure);
        }
    }
}
