package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Stage;
import io.smallrye.faulttolerance.core.Completer;
import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.StateTransition;
import io.vertx.core.impl.ContextInternal;

/** Runs calls through strategies of SmallRye Fault Tolerance. Every attempt is a call of its own, made where the call was made. */
final class GuardedCalls implements Stage {

    private final FaultToleranceStrategy<Object> strategy;
    private final Consumer<StateTransition> breakerListener;
    private final Stage attempt;
    private final Duration timeout;

    /**
     * @param breakerListener is told what the circuit breaker does, {@code null} for nobody
     * @param timeout how long an attempt may take
     */
    GuardedCalls(FaultToleranceStrategy<Object> strategy, Consumer<StateTransition> breakerListener, Stage attempt,
            Duration timeout) {
        this.strategy = strategy;
        this.breakerListener = breakerListener;
        this.attempt = attempt;
        this.timeout = timeout;
    }

    @Override
    public void handle(Call call, Completion completion) {
        GuardedCall guarded = new GuardedCall(call, CurrentCall.deadline(), completion);
        FaultToleranceContext<Object> context = guarded.strategyContext;
        if (call.context() != null) {
            context.set(Executor.class, guarded); // for retries and timeouts, which come on a timer's thread
        }
        if (breakerListener != null) {
            context.registerEventHandler(StateTransition.class, breakerListener);
        }
        Future<Object> end;
        try {
            end = strategy.apply(context);
        } catch (Throwable e) {
            completion.failure(e);
            return;
        }
        end.then(guarded::ended);
    }

    private final class GuardedCall implements Supplier<Future<Object>>, Executor {

        private final Call call;
        private final ContextInternal context;
        private final Deadline served;
        private final Completion completion;
        private final FaultToleranceContext<Object> strategyContext = new FaultToleranceContext<>(this, true);

        /** @param served the deadline of the call that is being served, {@code null} if none is */
        GuardedCall(Call call, Deadline served, Completion completion) {
            this.call = call;
            this.context = call.context();
            this.served = served;
            this.completion = completion;
        }

        /** An attempt. */
        @Override
        public Future<Object> get() {
            Attempt end = new Attempt(strategyContext);
            if (isHere()) {
                begin(end);
            } else {
                context.runOnContext(on -> begin(end));
            }
            return end.completer.future();
        }

        private void begin(Attempt end) {
            Deadline deadline = Deadline.in(timeout).earlier(served);
            if (end.limit != null) {
                if (end.limit.deadline().hasPassed()) {
                    end.tooLate();
                    return;
                }
                deadline = end.limit.deadline().earlier(deadline);
            }
            attempt.handle(new Call(call.operation(), call.headers().copy(), deadline, call.payload(), context), end);
        }

        private void ended(Object result, Throwable failure) {
            if (isHere()) {
                complete(result, failure);
            } else {
                context.runOnContext(on -> complete(result, failure));
            }
        }

        private void complete(Object result, Throwable failure) {
            if (failure == null) {
                completion.success(result);
            } else {
                completion.failure(failure);
            }
        }

        @Override
        public void execute(Runnable task) {
            context.runOnContext(on -> task.run());
        }

        private boolean isHere() {
            return context == null || ContextInternal.current() == context;
        }
    }

    private static final class Attempt implements Completion {

        private final Completer<Object> completer = Completer.create();
        private final FaultToleranceContext<Object> context;
        /** {@code null} if there is no {@code @Timeout}. */
        private final AttemptTimeout.Limit limit;

        Attempt(FaultToleranceContext<Object> context) {
            this.context = context;
            this.limit = context.get(AttemptTimeout.Limit.class);
        }

        @Override
        public void success(Object result) {
            if (limit != null) {
                limit.kept(context);
            }
            completer.complete(result);
        }

        @Override
        public void failure(Throwable failure) {
            if (limit != null && failure instanceof CallTimeoutException && limit.deadline().hasPassed()) {
                tooLate();
                return;
            }
            if (limit != null) {
                limit.kept(context);
            }
            completer.completeWithError(failure);
        }

        void tooLate() {
            completer.completeWithError(limit.exceeded(context));
        }
    }
}
