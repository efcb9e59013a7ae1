package dev.natsmesh.runtime.observability;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.Result;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;

/** Leaves all to another recorder. */
class ForwardingRecorder implements MetricsRecorder {

    private final MetricsRecorder next;

    ForwardingRecorder(MetricsRecorder next) {
        this.next = next;
    }

    @Override
    public void executionFinished(boolean succeeded, boolean fallbackDefined, boolean fallbackApplied) {
        next.executionFinished(succeeded, fallbackDefined, fallbackApplied);
    }

    @Override
    public void retryAttempted() {
        next.retryAttempted();
    }

    @Override
    public void retryValueReturned(boolean retried) {
        next.retryValueReturned(retried);
    }

    @Override
    public void retryExceptionNotRetryable(boolean retried) {
        next.retryExceptionNotRetryable(retried);
    }

    @Override
    public void retryMaxRetriesReached(boolean retried) {
        next.retryMaxRetriesReached(retried);
    }

    @Override
    public void retryMaxDurationReached(boolean retried) {
        next.retryMaxDurationReached(retried);
    }

    @Override
    public void timeoutFinished(boolean timedOut, long time) {
        next.timeoutFinished(timedOut, time);
    }

    @Override
    public void circuitBreakerFinished(Result result) {
        next.circuitBreakerFinished(result);
    }

    @Override
    public void circuitBreakerMovedToOpen() {
        next.circuitBreakerMovedToOpen();
    }

    @Override
    public void registerCircuitBreakerIsClosed(BooleanSupplier supplier) {
        next.registerCircuitBreakerIsClosed(supplier);
    }

    @Override
    public void registerCircuitBreakerIsOpen(BooleanSupplier supplier) {
        next.registerCircuitBreakerIsOpen(supplier);
    }

    @Override
    public void registerCircuitBreakerIsHalfOpen(BooleanSupplier supplier) {
        next.registerCircuitBreakerIsHalfOpen(supplier);
    }

    @Override
    public void registerCircuitBreakerTimeSpentInClosed(LongSupplier supplier) {
        next.registerCircuitBreakerTimeSpentInClosed(supplier);
    }

    @Override
    public void registerCircuitBreakerTimeSpentInOpen(LongSupplier supplier) {
        next.registerCircuitBreakerTimeSpentInOpen(supplier);
    }

    @Override
    public void registerCircuitBreakerTimeSpentInHalfOpen(LongSupplier supplier) {
        next.registerCircuitBreakerTimeSpentInHalfOpen(supplier);
    }

    @Override
    public void bulkheadDecisionMade(boolean accepted) {
        next.bulkheadDecisionMade(accepted);
    }

    @Override
    public void registerBulkheadExecutionsRunning(LongSupplier supplier) {
        next.registerBulkheadExecutionsRunning(supplier);
    }

    @Override
    public void registerBulkheadExecutionsWaiting(LongSupplier supplier) {
        next.registerBulkheadExecutionsWaiting(supplier);
    }

    @Override
    public void updateBulkheadRunningDuration(long time) {
        next.updateBulkheadRunningDuration(time);
    }

    @Override
    public void updateBulkheadWaitingDuration(long time) {
        next.updateBulkheadWaitingDuration(time);
    }

    @Override
    public void rateLimitDecisionMade(boolean permitted) {
        next.rateLimitDecisionMade(permitted);
    }
}
