package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

import io.smallrye.faulttolerance.CircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.SpecCompatibility;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.FibonacciBackoff;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.faulttolerance.config.FaultToleranceOperation;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.Invocation;
import io.smallrye.faulttolerance.core.bulkhead.Bulkhead;
import io.smallrye.faulttolerance.core.retry.BackOff;
import io.smallrye.faulttolerance.core.retry.ConstantBackOff;
import io.smallrye.faulttolerance.core.retry.ExponentialBackOff;
import io.smallrye.faulttolerance.core.retry.FibonacciBackOff;
import io.smallrye.faulttolerance.core.retry.Jitter;
import io.smallrye.faulttolerance.core.retry.RandomJitter;
import io.smallrye.faulttolerance.core.retry.TimerDelay;
import io.smallrye.faulttolerance.core.stopwatch.SystemStopwatch;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.util.ExceptionDecision;
import io.smallrye.faulttolerance.core.util.ResultDecision;
import io.smallrye.faulttolerance.core.util.SetBasedExceptionDecision;
import io.smallrye.faulttolerance.core.util.SetOfThrowables;

/**
 * Puts together SmallRye's strategies for one operation, in the order that MicroProfile Fault Tolerance prescribes; from the
 * outside: retry, circuit breaker, rate limit, timeout, bulkhead.
 */
record Strategies(FaultToleranceOperation wanted, Timer timer, CircuitBreakerMaintenanceImpl breakers,
        SpecCompatibility compatibility) {

    FaultToleranceStrategy<Object> build() {
        FaultToleranceStrategy<Object> strategy = Invocation.invocation();
        if (wanted.hasBulkhead()) {
            strategy = new Bulkhead<>(strategy, wanted.getName(), wanted.getBulkhead().value(),
                    wanted.getBulkhead().waitingTaskQueue(), false);
        }
        if (wanted.hasTimeout()) {
            strategy = new AttemptTimeout(strategy, wanted.getName(),
                    millis(wanted.getTimeout().value(), wanted.getTimeout().unit()));
        }
        if (wanted.hasRateLimit()) {
            strategy = rateLimit(strategy, wanted.getRateLimit());
        }
        if (wanted.hasCircuitBreaker()) {
            strategy = circuitBreaker(strategy, wanted.getCircuitBreaker());
        }
        if (wanted.hasRetry()) {
            strategy = retry(strategy, wanted.getRetry());
        }
        return strategy;
    }

    private FaultToleranceStrategy<Object> rateLimit(FaultToleranceStrategy<Object> next, RateLimit limit) {
        return new io.smallrye.faulttolerance.core.rate.limit.RateLimit<>(next, wanted.getName(), limit.value(),
                millis(limit.window(), limit.windowUnit()), millis(limit.minSpacing(), limit.minSpacingUnit()), limit.type(),
                SystemStopwatch.INSTANCE);
    }

    private FaultToleranceStrategy<Object> circuitBreaker(FaultToleranceStrategy<Object> next, CircuitBreaker breaker) {
        var strategy = new io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreaker<>(next, wanted.getName(),
                failures(breaker.failOn(), breaker.skipOn()), millis(breaker.delay(), breaker.delayUnit()),
                breaker.requestVolumeThreshold(), breaker.failureRatio(), breaker.successThreshold(),
                SystemStopwatch.INSTANCE, timer);
        breakers.register(wanted.hasCircuitBreakerName()
                ? wanted.getCircuitBreakerName().value()
                : UUID.randomUUID().toString(), strategy);
        return strategy;
    }

    private FaultToleranceStrategy<Object> retry(FaultToleranceStrategy<Object> next, Retry retry) {
        Supplier<BackOff> backOff = backOff(retry);
        return new io.smallrye.faulttolerance.core.retry.Retry<>(next, wanted.getName(), ResultDecision.ALWAYS_EXPECTED,
                failures(retry.retryOn(), retry.abortOn()), retry.maxRetries(),
                millis(retry.maxDuration(), retry.durationUnit()), () -> null,
                () -> new TimerDelay(backOff.get(), timer), SystemStopwatch.INSTANCE, null);
    }

    private Supplier<BackOff> backOff(Retry retry) {
        long delay = millis(retry.delay(), retry.delayUnit());
        long spread = millis(retry.jitter(), retry.jitterDelayUnit());
        Jitter jitter = spread == 0 ? Jitter.ZERO : new RandomJitter(spread);
        if (wanted.hasExponentialBackoff()) {
            ExponentialBackoff growth = wanted.getExponentialBackoff();
            long longest = millis(growth.maxDelay(), growth.maxDelayUnit());
            return () -> new ExponentialBackOff(delay, growth.factor(), jitter, longest);
        } else if (wanted.hasFibonacciBackoff()) {
            FibonacciBackoff growth = wanted.getFibonacciBackoff();
            long longest = millis(growth.maxDelay(), growth.maxDelayUnit());
            return () -> new FibonacciBackOff(delay, jitter, longest);
        }
        return () -> new ConstantBackOff(delay, jitter);
    }

    private ExceptionDecision failures(Class<? extends Throwable>[] failures, Class<? extends Throwable>[] expected) {
        return new SetBasedExceptionDecision(SetOfThrowables.create(failures), SetOfThrowables.create(expected),
                compatibility.inspectExceptionCauseChain());
    }

    private static long millis(long value, ChronoUnit unit) {
        return Duration.of(value, unit).toMillis();
    }
}
