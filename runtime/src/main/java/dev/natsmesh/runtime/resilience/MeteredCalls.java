package dev.natsmesh.runtime.resilience;

import io.smallrye.faulttolerance.core.metrics.MeteredOperation;

/** What SmallRye's metrics want to know of an operation. */
record MeteredCalls(Policy policy) implements MeteredOperation {

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
        return policy.bulkhead() != null;
    }

    @Override
    public boolean hasCircuitBreaker() {
        return policy.breaker() != null;
    }

    @Override
    public boolean hasFallback() {
        return false;
    }

    @Override
    public boolean hasRateLimit() {
        return policy.rate() != null;
    }

    @Override
    public boolean hasRetry() {
        return policy.retry() != null;
    }

    @Override
    public boolean hasTimeout() {
        return policy.timeout() != null;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public Object cacheKey() {
        return policy;
    }
}
