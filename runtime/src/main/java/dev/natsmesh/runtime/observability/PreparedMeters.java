package dev.natsmesh.runtime.observability;

import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.BULKHEAD_CALLS_TOTAL;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.BULKHEAD_RUNNING_DURATION;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.BULKHEAD_WAITING_DURATION;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.CIRCUIT_BREAKER_CALLS_TOTAL;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.INVOCATIONS_TOTAL;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.RATE_LIMIT_CALLS_TOTAL;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.RETRY_CALLS_TOTAL;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.TIMEOUT_CALLS_TOTAL;
import static io.smallrye.faulttolerance.core.metrics.MetricsConstants.TIMEOUT_EXECUTION_DURATION;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.Result;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;

/**
 * The meters of one operation for what each call records, found once. They are those of SmallRye's recorder, which has registered
 * them and goes on to record what is rare.
 */
final class PreparedMeters extends ForwardingRecorder {

    private final MeterRegistry registry;
    private final Tags method;

    private final Counter returned;
    private final Counter thrown;
    private final Counter notRetried;
    private final Counter inTime;
    private final Timer attempts;
    private final Counter passedBreaker;
    private final Counter acceptedByBulkhead;
    private final Timer running;
    private final Timer waiting;
    private final Counter permitted;

    PreparedMeters(MeterRegistry registry, MeteredOperation operation, MetricsRecorder smallRye) {
        super(smallRye);
        this.registry = registry;
        this.method = Tags.of("method", operation.name());
        this.returned = counter(true, INVOCATIONS_TOTAL, "result", "valueReturned", "fallback", "notDefined");
        this.thrown = counter(true, INVOCATIONS_TOTAL, "result", "exceptionThrown", "fallback", "notDefined");
        this.notRetried = counter(operation.hasRetry(), RETRY_CALLS_TOTAL, "retried", "false", "retryResult", "valueReturned");
        this.inTime = counter(operation.hasTimeout(), TIMEOUT_CALLS_TOTAL, "timedOut", "false");
        this.attempts = timer(operation.hasTimeout(), TIMEOUT_EXECUTION_DURATION);
        this.passedBreaker = counter(operation.hasCircuitBreaker(), CIRCUIT_BREAKER_CALLS_TOTAL, "circuitBreakerResult",
                "success");
        this.acceptedByBulkhead = counter(operation.hasBulkhead(), BULKHEAD_CALLS_TOTAL, "bulkheadResult", "accepted");
        this.running = timer(operation.hasBulkhead(), BULKHEAD_RUNNING_DURATION);
        this.waiting = timer(operation.hasBulkhead(), BULKHEAD_WAITING_DURATION);
        this.permitted = counter(operation.hasRateLimit(), RATE_LIMIT_CALLS_TOTAL, "rateLimitResult", "permitted");
    }

    private Counter counter(boolean wanted, String name, String... tags) {
        return wanted ? registry.counter(name, method.and(tags)) : null;
    }

    private Timer timer(boolean wanted, String name) {
        return wanted ? registry.timer(name, method) : null;
    }

    @Override
    public void executionFinished(boolean succeeded, boolean fallbackDefined, boolean fallbackApplied) {
        (succeeded ? returned : thrown).increment();
    }

    @Override
    public void retryValueReturned(boolean retried) {
        if (retried) {
            super.retryValueReturned(true);
        } else {
            notRetried.increment();
        }
    }

    @Override
    public void timeoutFinished(boolean timedOut, long nanos) {
        if (timedOut) {
            super.timeoutFinished(true, nanos);
        } else {
            inTime.increment();
            attempts.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void circuitBreakerFinished(Result result) {
        if (result == Result.SUCCESS) {
            passedBreaker.increment();
        } else {
            super.circuitBreakerFinished(result);
        }
    }

    @Override
    public void bulkheadDecisionMade(boolean accepted) {
        if (accepted) {
            acceptedByBulkhead.increment();
        } else {
            super.bulkheadDecisionMade(false);
        }
    }

    @Override
    public void updateBulkheadRunningDuration(long nanos) {
        running.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void updateBulkheadWaitingDuration(long nanos) {
        waiting.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void rateLimitDecisionMade(boolean accepted) {
        if (accepted) {
            permitted.increment();
        } else {
            super.rateLimitDecisionMade(false);
        }
    }
}
