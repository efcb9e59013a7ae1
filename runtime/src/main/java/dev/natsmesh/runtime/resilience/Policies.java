package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.config.NatsBulkheadConfig;
import dev.natsmesh.runtime.config.NatsCircuitBreakerConfig;
import dev.natsmesh.runtime.config.NatsMethodConfig;
import dev.natsmesh.runtime.config.NatsRateLimitConfig;
import dev.natsmesh.runtime.config.NatsRetryConfig;
import dev.natsmesh.runtime.resilience.Policy.Growth;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.faulttolerance.api.RateLimitType;
import io.smallrye.faulttolerance.config.FaultToleranceOperation;
import io.smallrye.faulttolerance.core.util.ExceptionDecision;
import io.smallrye.faulttolerance.core.util.SetBasedExceptionDecision;
import io.smallrye.faulttolerance.core.util.SetOfThrowables;

/**
 * Puts together what guards an operation's calls. Each property is that of the nearest setting; where there is none, that of the
 * annotation; where there is none either, MicroProfile's default.
 *
 * @param annotated what the annotations of the contract's method say, {@code null} if it has none
 * @param hasRetry whether one of them is {@code @Retry}, be it that it is switched off or carried out elsewhere
 * @param blocks whether the caller's thread waits
 * @param causes whether failures are known by their causes, too
 */
record Policies(Operation operation, Settings settings, FaultToleranceOperation annotated, boolean hasRetry, boolean blocks,
        boolean causes) {

    private static final int RETRIES = 3;
    private static final int JITTER_MILLIS = 200;
    private static final int RETRY_MILLIS = 180_000;
    private static final int FACTOR = 2;
    private static final int LONGEST_PAUSE_MILLIS = 60_000;
    private static final int BREAKER_VOLUME = 20;
    private static final double BREAKER_RATIO = 0.5;
    private static final int BREAKER_MILLIS = 5_000;
    private static final int BULKHEAD = 10;
    private static final int RATE = 100;
    private static final int RATE_MILLIS = 1_000;
    private static final long UNTAKEN_MILLIS = 1_000;
    private static final double HEDGING_QUANTILE = 0.95;
    private static final long HEDGING_MILLIS = 10;

    Policy policy() {
        String name = annotated == null
                ? operation.contract().replace('$', '.') + "." + operation.method()
                : annotated.getName();
        return new Policy(name, timeout(), retry(), breaker(), bulkhead(), rate(), repeats(), hedging());
    }

    private Policy.Hedging hedging() {
        return value(level -> level.hedging().enabled()).orElse(false) && canHedge(operation)
                ? new Policy.Hedging(value(level -> level.hedging().quantile()).orElse(HEDGING_QUANTILE),
                        millis(level -> level.hedging().minDelay()).orElse(HEDGING_MILLIS))
                : null;
    }

    /** Whether its calls may be made a second time while the first is under way. */
    static boolean canHedge(Operation operation) {
        return operation.idempotent() && operation.kind() == Operation.Kind.UNARY;
    }

    private Long repeats() {
        boolean unsaid = !hasRetry && operation.kind() == Operation.Kind.UNARY
                && !settings.want(level -> level.retry().enabled(), level -> details(level.retry()), false)
                && settings.want(level -> level.retry().enabled(), level -> Stream.empty(), true);
        return unsaid ? millis(NatsMethodConfig::noRespondersWait).orElse(UNTAKEN_MILLIS) : null;
    }

    /** Without {@code @Timeout}, what is configured is the deadline of the call itself. */
    private Long timeout() {
        if (annotated == null || !annotated.hasTimeout()) {
            return null;
        }
        return millis(NatsMethodConfig::timeout)
                .orElseGet(() -> millis(annotated.getTimeout().value(), annotated.getTimeout().unit()));
    }

    private Policy.Retry retry() {
        Retry said = annotated != null && annotated.hasRetry() ? annotated.getRetry() : null;
        if (!settings.want(level -> level.retry().enabled(), level -> details(level.retry()), said != null)) {
            return null;
        }
        return new Policy.Retry(
                value(level -> level.retry().maxRetries()).orElse(said == null ? RETRIES : said.maxRetries()),
                millis(level -> level.retry().maxDuration())
                        .orElse(said == null ? RETRY_MILLIS : millis(said.maxDuration(), said.durationUnit())),
                pause(said), notRepeated(said));
    }

    static Stream<Optional<?>> details(NatsRetryConfig retry) {
        return Stream.of(retry.maxRetries(), retry.delay(), retry.jitter(), retry.maxDuration(), retry.backOff(),
                retry.factor(), retry.maxDelay());
    }

    private Policy.Pause pause(Retry said) {
        Growth growth = value(level -> level.retry().backOff()).map(backOff -> switch (backOff) {
            case CONSTANT -> Growth.CONSTANT;
            case EXPONENTIAL -> Growth.EXPONENTIAL;
            case FIBONACCI -> Growth.FIBONACCI;
        }).orElse(annotated == null
                ? Growth.CONSTANT
                : annotated.hasExponentialBackoff()
                        ? Growth.EXPONENTIAL
                        : annotated.hasFibonacciBackoff() ? Growth.FIBONACCI : Growth.CONSTANT);
        return new Policy.Pause(
                millis(level -> level.retry().delay()).orElse(said == null ? 0 : millis(said.delay(), said.delayUnit())),
                millis(level -> level.retry().jitter())
                        .orElse(said == null ? JITTER_MILLIS : millis(said.jitter(), said.jitterDelayUnit())),
                growth,
                value(level -> level.retry().factor()).orElse(annotated != null && annotated.hasExponentialBackoff()
                        ? annotated.getExponentialBackoff().factor()
                        : FACTOR),
                millis(level -> level.retry().maxDelay()).orElseGet(this::longestPause));
    }

    private long longestPause() {
        if (annotated != null && annotated.hasExponentialBackoff()) {
            return millis(annotated.getExponentialBackoff().maxDelay(), annotated.getExponentialBackoff().maxDelayUnit());
        } else if (annotated != null && annotated.hasFibonacciBackoff()) {
            return millis(annotated.getFibonacciBackoff().maxDelay(), annotated.getFibonacciBackoff().maxDelayUnit());
        }
        return LONGEST_PAUSE_MILLIS;
    }

    private ExceptionDecision notRepeated(Retry said) {
        if (said != null && saysWhichFailures(said)) {
            return failures(said.retryOn(), said.abortOn());
        }
        RepeatRule rule = new RepeatRule(operation);
        return failure -> !rule.mayRepeat(failure);
    }

    private static boolean saysWhichFailures(Retry said) {
        return said.abortOn().length > 0 || said.retryOn().length != 1 || said.retryOn()[0] != Exception.class;
    }

    private Policy.Breaker breaker() {
        CircuitBreaker said = annotated != null && annotated.hasCircuitBreaker() ? annotated.getCircuitBreaker() : null;
        if (!settings.want(level -> level.circuitBreaker().enabled(), level -> details(level.circuitBreaker()),
                said != null)) {
            return null;
        }
        RepeatRule rule = new RepeatRule(operation);
        return new Policy.Breaker(said != null && annotated.hasCircuitBreakerName()
                ? annotated.getCircuitBreakerName().value()
                : null,
                value(level -> level.circuitBreaker().requestVolumeThreshold())
                        .orElse(said == null ? BREAKER_VOLUME : said.requestVolumeThreshold()),
                value(level -> level.circuitBreaker().failureRatio())
                        .orElse(said == null ? BREAKER_RATIO : said.failureRatio()),
                millis(level -> level.circuitBreaker().delay())
                        .orElse(said == null ? BREAKER_MILLIS : millis(said.delay(), said.delayUnit())),
                value(level -> level.circuitBreaker().successThreshold()).orElse(said == null ? 1 : said.successThreshold()),
                said == null ? failure -> !rule.passes(failure) : failures(said.failOn(), said.skipOn()));
    }

    static Stream<Optional<?>> details(NatsCircuitBreakerConfig breaker) {
        return Stream.of(breaker.requestVolumeThreshold(), breaker.failureRatio(), breaker.delay(),
                breaker.successThreshold());
    }

    private Policy.Bulkhead bulkhead() {
        Bulkhead said = annotated != null && annotated.hasBulkhead() ? annotated.getBulkhead() : null;
        if (!settings.want(level -> level.bulkhead().enabled(), level -> details(level.bulkhead()), said != null)) {
            return null;
        }
        return new Policy.Bulkhead(
                value(level -> level.bulkhead().value()).orElse(said == null ? BULKHEAD : said.value()),
                value(level -> level.bulkhead().waitingTaskQueue())
                        .orElse(blocks ? 0 : said == null ? BULKHEAD : said.waitingTaskQueue()));
    }

    static Stream<Optional<?>> details(NatsBulkheadConfig bulkhead) {
        return Stream.of(bulkhead.value(), bulkhead.waitingTaskQueue());
    }

    private Policy.Rate rate() {
        RateLimit said = annotated != null && annotated.hasRateLimit() ? annotated.getRateLimit() : null;
        if (!settings.want(level -> level.rateLimit().enabled(), level -> details(level.rateLimit()), said != null)) {
            return null;
        }
        return new Policy.Rate(
                value(level -> level.rateLimit().value()).orElse(said == null ? RATE : said.value()),
                millis(level -> level.rateLimit().window())
                        .orElse(said == null ? RATE_MILLIS : millis(said.window(), said.windowUnit())),
                millis(level -> level.rateLimit().minSpacing())
                        .orElse(said == null ? 0 : millis(said.minSpacing(), said.minSpacingUnit())),
                value(level -> level.rateLimit().type()).orElse(said == null ? RateLimitType.FIXED : said.type()));
    }

    static Stream<Optional<?>> details(NatsRateLimitConfig limit) {
        return Stream.of(limit.value(), limit.window(), limit.minSpacing(), limit.type());
    }

    private <T> Optional<T> value(Function<NatsMethodConfig, Optional<T>> property) {
        return settings.nearest(property);
    }

    private Optional<Long> millis(Function<NatsMethodConfig, Optional<Duration>> property) {
        return settings.nearest(property).map(Duration::toMillis);
    }

    private static long millis(long value, ChronoUnit unit) {
        return Duration.of(value, unit).toMillis();
    }

    private ExceptionDecision failures(Class<? extends Throwable>[] failures, Class<? extends Throwable>[] expected) {
        return new SetBasedExceptionDecision(SetOfThrowables.create(failures), SetOfThrowables.create(expected), causes);
    }
}
