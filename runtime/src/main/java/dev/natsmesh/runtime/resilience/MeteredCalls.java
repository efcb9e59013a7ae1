package dev.natsmesh.runtime.resilience;

import io.smallrye.faulttolerance.config.FaultToleranceOperation;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;

/** What SmallRye's metrics want to know of an operation. */
record MeteredCalls(FaultToleranceOperation wanted) implements MeteredOperation {

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public boolean mayBeAsynchronous() {
        return true;
    }

    @Override
    public boolean hasBulkhead() {
        return wanted.hasBulkhead();
    }

    @Override
    public boolean hasCircuitBreaker() {
        return wanted.hasCircuitBreaker();
    }

    @Override
    public boolean hasFallback() {
        return false;
    }

    @Override
    public boolean hasRateLimit() {
        return wanted.hasRateLimit();
    }

    @Override
    public boolean hasRetry() {
        return wanted.hasRetry();
    }

    @Override
    public boolean hasTimeout() {
        return wanted.hasTimeout();
    }

    @Override
    public String name() {
        return wanted.getName();
    }

    @Override
    public Object cacheKey() {
        return wanted;
    }
}
