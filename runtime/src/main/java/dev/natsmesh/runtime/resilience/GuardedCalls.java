package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Stage;
import io.netty.util.Recycler;
import io.smallrye.faulttolerance.core.Completer;
import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.StateTransition;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Runs calls through strategies of SmallRye Fault Tolerance. Every attempt is a call of its own, made where the call was made. */
final class GuardedCalls implements Stage {

    /** How many are kept to be used again, for each thread; a burst leaves no more behind. */
    private static final int KEPT_CALLS = 256;

    private final FaultToleranceStrategy<Object> strategy;
    private final CallMetrics metrics;
    private final Consumer<StateTransition> breakerListener;
    private final Stage attempt;
    private final Duration timeout;
    private final CalledService service;
    private final Recycler<GuardedCall> calls = new Recycler<>(KEPT_CALLS) {

        @Override
        protected GuardedCall newObject(Handle<GuardedCall> handle) {
            return new GuardedCall(handle);
        }
    };

    /**
     * @param metrics {@code null} if nobody wants them
     * @param breakerListener is told what the circuit breaker does, {@code null} for nobody
     * @param timeout how long each attempt may take, {@code null} if all of them have the deadline of the call
     * @param service says whether there may be another attempt
     */
    GuardedCalls(FaultToleranceStrategy<Object> strategy, CallMetrics metrics, Consumer<StateTransition> breakerListener,
            Stage attempt, Duration timeout, CalledService service) {
        this.strategy = strategy;
        this.metrics = metrics;
        this.breakerListener = breakerListener;
        this.attempt = attempt;
        this.timeout = timeout;
        this.service = service;
    }

    @Override
    public void handle(Call call, Completion completion) {
        if (timeout != null) { // else the budget's calls are counted by the stage that may try them again
            service.called();
        }
        GuardedCall guarded = calls.get();
        guarded.begin(call, completion);
        run(guarded);
    }

    /**
     * Handles a call that has been tried already.
     *
     * @param headers how many the call had before
     * @param failure what came of it
     */
    void goOn(Call call, int headers, Throwable failure, Completion completion) {
        GuardedCall guarded = calls.get();
        guarded.begin(call, completion);
        guarded.tried(headers, failure);
        run(guarded);
    }

    private void run(GuardedCall guarded) {
        Future<Object> end;
        try {
            end = guarded.apply();
        } catch (Throwable e) {
            guarded.ended(null, e);
            return;
        }
        end.then(guarded::ended);
    }

    /** A call under way. When it has ended, another call uses it again, with what listens to its context. */
    private final class GuardedCall implements Supplier<Future<Object>>, Attempts {

        private final Recycler.Handle<GuardedCall> handle;
        private final FaultToleranceContext<Object> strategyContext = new FaultToleranceContext<>(this, true);
        /** {@code null} if nobody wants metrics. */
        private final CallMetrics.Listener events;

        private Call call;
        private int attempts;
        /** How many headers of the call are its own; others are those of the attempt before. */
        private int ownHeaders;
        /** What an attempt has failed with that was made before; {@code null} if there is none, or it has been told. */
        private Throwable failed;
        private Completion completion;

        GuardedCall(Recycler.Handle<GuardedCall> handle) {
            this.handle = handle;
            strategyContext.set(Executor.class, this); // for retries, which come on a timer's thread
            this.events = metrics == null ? null : metrics.listen(strategyContext);
            if (breakerListener != null) {
                strategyContext.registerEventHandler(StateTransition.class, breakerListener);
            }
        }

        void begin(Call begun, Completion answer) {
            call = begun;
            attempts = 0;
            ownHeaders = begun.headers().size();
            completion = answer;
        }

        /** An attempt has been made already. */
        void tried(int headers, Throwable failure) {
            attempts = 1;
            ownHeaders = headers;
            failed = failure;
        }

        Future<Object> apply() {
            return strategy.apply(strategyContext);
        }

        /** An attempt. */
        @Override
        public Future<Object> get() {
            if (failed != null) {
                Future<Object> end = Future.ofError(failed);
                failed = null;
                return end;
            }
            Attempt end = new Attempt(strategyContext);
            if (call.isHere()) {
                attempt(end);
            } else {
                call.execute(() -> attempt(end));
            }
            return end.completer.future();
        }

        private void attempt(Attempt end) {
            if (call.isCancelled()) {
                end.failure(new CancellationException("%s: cancelled".formatted(call.operation())));
                return;
            }
            Deadline deadline = timeout == null || attempts == 0 ? call.deadline() : Deadline.in(timeout).earlier(served());
            if (end.limit != null) {
                if (end.limit.deadline().hasPassed()) {
                    end.tooLate();
                    return;
                }
                deadline = end.limit.deadline().earlier(deadline);
            }
            Headers headers = call.headers().copyOfFirst(ownHeaders);
            attempts++;
            if (attempts > 1) {
                headers.add(HeaderNames.ATTEMPT, Integer.toString(attempts));
            }
            Call tried = call.attempt(headers, deadline);
            call.running(tried);
            attempt.handle(tried, end);
        }

        private void ended(Object result, Throwable failure) {
            if (call.context() == null || call.isHere()) {
                complete(result, failure);
            } else {
                call.execute(() -> complete(result, failure));
            }
        }

        private void complete(Object result, Throwable failure) {
            if (events != null) {
                events.ended(failure == null);
            }
            Completion waiting = completion;
            release();
            if (failure == null) {
                waiting.success(result);
            } else {
                waiting.failure(failure);
            }
        }

        private void release() {
            call = null;
            completion = null;
            handle.recycle(this);
        }

        /** Not if nobody waits for its end any more. */
        @Override
        public boolean mayFollow(long pauseMillis) {
            Deadline last = timeout == null ? call.deadline() : served();
            boolean may = !call.isCancelled() && (last == null || pauseMillis < last.remainingMillis())
                    && service.mayRepeat(call);
            if (events != null) {
                events.retry(may);
            }
            return may;
        }

        /** The deadline of the call that leads to this one, {@code null} if none does. */
        private Deadline served() {
            Call leading = call.served();
            return leading == null ? null : leading.deadline();
        }

        @Override
        public void execute(Runnable task) {
            if (call.isAnywhere()) {
                Infrastructure.getDefaultExecutor().execute(task);
            } else {
                call.execute(task);
            }
        }
    }

    private static final class Attempt implements Completion {

        private final Completer<Object> completer = Completer.create();
        /** {@code null} if there is no {@code @Timeout}. */
        private final AttemptTimeout.Limit limit;

        Attempt(FaultToleranceContext<Object> context) {
            this.limit = context.get(AttemptTimeout.Limit.class);
        }

        @Override
        public void success(Object result) {
            completer.complete(result);
        }

        @Override
        public void failure(Throwable failure) {
            if (limit != null && failure instanceof CallTimeoutException && limit.deadline().hasPassed()) {
                tooLate();
                return;
            }
            completer.completeWithError(failure);
        }

        void tooLate() {
            completer.completeWithError(limit.exceed());
        }
    }
}
