package dev.natsmesh.runtime.resilience;

import java.util.concurrent.atomic.LongAdder;

import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.bulkhead.BulkheadEvents;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.rate.limit.RateLimitEvents;
import io.smallrye.faulttolerance.core.retry.RetryEvents;
import io.smallrye.faulttolerance.core.timeout.TimeoutEvents;

/**
 * Counts what the calls of one operation do, as SmallRye's {@code MetricsCollector} does, which would add a dozen listeners to each
 * call. These are added to a context once, and contexts are used again.
 */
final class CallMetrics {

    private final MeteredOperation operation;
    private final MetricsRecorder recorder;
    /** {@code null} if there is no circuit breaker. */
    private final BreakerMetrics breaker;
    private final LongAdder running = new LongAdder();
    private final LongAdder waiting = new LongAdder();

    CallMetrics(MeteredOperation operation, MetricsRecorder recorder) {
        this.operation = operation;
        this.recorder = recorder;
        this.breaker = operation.hasCircuitBreaker() ? new BreakerMetrics(recorder) : null;
        if (operation.hasBulkhead()) {
            recorder.registerBulkheadExecutionsRunning(running::sum);
            recorder.registerBulkheadExecutionsWaiting(waiting::sum);
        }
    }

    /** Listens to a context, which has one call at a time. */
    Listener listen(FaultToleranceContext<?> context) {
        Listener listener = new Listener();
        if (operation.hasRetry()) {
            context.registerEventHandler(RetryEvents.Finished.class, listener::retryFinished);
        }
        if (operation.hasTimeout()) {
            context.registerEventHandler(TimeoutEvents.Started.class, listener::attemptStarted);
            context.registerEventHandler(TimeoutEvents.Finished.class, listener::attemptFinished);
        }
        if (breaker != null) {
            context.registerEventHandler(CircuitBreakerEvents.StateTransition.class, breaker);
            context.registerEventHandler(CircuitBreakerEvents.Finished.class,
                    event -> recorder.circuitBreakerFinished(event.result));
        }
        if (operation.hasBulkhead()) {
            context.registerEventHandler(BulkheadEvents.DecisionMade.class,
                    event -> recorder.bulkheadDecisionMade(event.accepted));
            context.registerEventHandler(BulkheadEvents.StartedWaiting.class, listener::startedWaiting);
            context.registerEventHandler(BulkheadEvents.FinishedWaiting.class, listener::finishedWaiting);
            context.registerEventHandler(BulkheadEvents.StartedRunning.class, listener::startedRunning);
            context.registerEventHandler(BulkheadEvents.FinishedRunning.class, listener::finishedRunning);
        }
        if (operation.hasRateLimit()) {
            context.registerEventHandler(RateLimitEvents.DecisionMade.class,
                    event -> recorder.rateLimitDecisionMade(event.permitted));
        }
        return listener;
    }

    /** What has to be remembered of a call from event to event. */
    final class Listener {

        private boolean retried;
        private long attempt;
        private long wait;
        private long run;

        /** Whether there is another attempt, where there could be one. SmallRye tells of none that isn't made then. */
        void retry(boolean made) {
            if (made) {
                retried = true;
                recorder.retryAttempted();
            } else {
                recorder.retryMaxRetriesReached(retried);
            }
        }

        private void retryFinished(RetryEvents.Finished event) {
            switch (event.result) {
                case VALUE_RETURNED -> recorder.retryValueReturned(retried);
                case EXCEPTION_NOT_RETRYABLE -> recorder.retryExceptionNotRetryable(retried);
                case MAX_RETRIES_REACHED -> recorder.retryMaxRetriesReached(retried);
                case MAX_DURATION_REACHED -> recorder.retryMaxDurationReached(retried);
            }
        }

        private void attemptStarted(TimeoutEvents.Started event) {
            attempt = System.nanoTime();
        }

        private void attemptFinished(TimeoutEvents.Finished event) {
            recorder.timeoutFinished(event.timedOut, System.nanoTime() - attempt);
        }

        private void startedWaiting(BulkheadEvents.StartedWaiting event) {
            waiting.increment();
            wait = System.nanoTime();
        }

        private void finishedWaiting(BulkheadEvents.FinishedWaiting event) {
            waiting.decrement();
            recorder.updateBulkheadWaitingDuration(System.nanoTime() - wait);
        }

        private void startedRunning(BulkheadEvents.StartedRunning event) {
            running.increment();
            run = System.nanoTime();
        }

        private void finishedRunning(BulkheadEvents.FinishedRunning event) {
            running.decrement();
            recorder.updateBulkheadRunningDuration(System.nanoTime() - run);
        }

        /** The call has ended; the next may begin. */
        void ended(boolean succeeded) {
            recorder.executionFinished(succeeded, false, false);
            retried = false;
        }
    }
}
