package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import dev.natsmesh.runtime.call.Deadline;
import io.smallrye.faulttolerance.CircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.Invocation;
import io.smallrye.faulttolerance.core.bulkhead.Bulkhead;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreaker;
import io.smallrye.faulttolerance.core.rate.limit.RateLimit;
import io.smallrye.faulttolerance.core.retry.BackOff;
import io.smallrye.faulttolerance.core.retry.ConstantBackOff;
import io.smallrye.faulttolerance.core.retry.ExponentialBackOff;
import io.smallrye.faulttolerance.core.retry.FibonacciBackOff;
import io.smallrye.faulttolerance.core.retry.Jitter;
import io.smallrye.faulttolerance.core.retry.RandomJitter;
import io.smallrye.faulttolerance.core.retry.Retry;
import io.smallrye.faulttolerance.core.stopwatch.SystemStopwatch;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.util.ResultDecision;

/**
 * Puts together SmallRye's strategies for one operation, in the order that MicroProfile Fault Tolerance prescribes; from the
 * outside: retry, circuit breaker, rate limit, timeout, bulkhead.
 */
record Strategies(Policy policy, Timer timer, CircuitBreakerMaintenanceImpl breakers) {

    FaultToleranceStrategy<Object> build() {
        FaultToleranceStrategy<Object> strategy = Invocation.invocation();
        if (policy.bulkhead() != null) {
            strategy = new Bulkhead<>(strategy, policy.name(), policy.bulkhead().running(), policy.bulkhead().waiting(), false);
        }
        if (policy.timeout() != null) {
            strategy = new AttemptTimeout(strategy, policy.name(), policy.timeout());
        }
        if (policy.rate() != null) {
            strategy = new RateLimit<>(strategy, policy.name(), policy.rate().value(), policy.rate().window(),
                    policy.rate().minSpacing(), policy.rate().type(), SystemStopwatch.INSTANCE);
        }
        if (policy.breaker() != null) {
            strategy = circuitBreaker(strategy, policy.breaker());
        }
        if (policy.retry() != null) {
            strategy = retry(strategy, policy.retry());
        }
        return strategy;
    }

    private FaultToleranceStrategy<Object> circuitBreaker(FaultToleranceStrategy<Object> next, Policy.Breaker breaker) {
        CircuitBreaker<Object> strategy = new CircuitBreaker<>(next, policy.name(), breaker.expected(), breaker.delay(),
                breaker.volume(), breaker.failureRatio(), breaker.successes(), SystemStopwatch.INSTANCE, timer);
        breakers.register(breaker.name() == null ? UUID.randomUUID().toString() : breaker.name(), strategy);
        return strategy;
    }

    private FaultToleranceStrategy<Object> retry(FaultToleranceStrategy<Object> next, Policy.Retry retry) {
        Supplier<BackOff> pauses = pauses(retry.pause());
        return new Retry<>(next, policy.name(), ResultDecision.ALWAYS_EXPECTED, retry.expected(), retry.max(),
                retry.duration(), () -> null, () -> new AttemptDelay(pauses.get(), timer, last(retry)),
                SystemStopwatch.INSTANCE, null);
    }

    private static Deadline last(Policy.Retry retry) {
        return retry.duration() == 0 ? null : Deadline.in(Duration.ofMillis(retry.duration()));
    }

    private static Supplier<BackOff> pauses(Policy.Pause pause) {
        Jitter jitter = pause.jitter() == 0 ? Jitter.ZERO : new RandomJitter(pause.jitter());
        return switch (pause.growth()) {
            case CONSTANT -> () -> new ConstantBackOff(pause.delay(), jitter);
            case EXPONENTIAL -> () -> new ExponentialBackOff(pause.delay(), pause.factor(), jitter, pause.longest());
            case FIBONACCI -> () -> new FibonacciBackOff(pause.delay(), jitter, pause.longest());
        };
    }
}
