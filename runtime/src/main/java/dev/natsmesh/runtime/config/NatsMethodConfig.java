package dev.natsmesh.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** What guards calls, at one level: of all services, of one, or of one method. The nearest setting counts, each by itself. */
@ConfigGroup
public interface NatsMethodConfig {

    /**
     * How long a call may take, instead of {@code quarkus.nats.timeout} or of what {@code @Timeout} says; shorter or longer. Where calls
     * are tried again because {@code @Retry} or {@code retry} says so, each attempt has it anew. A call made while serving another one
     * has at most what is left for that one. A stream must have ended by then. Empty means {@code quarkus.nats.timeout}.
     */
    Optional<Duration> timeout();

    /** Calling again after a failure, as {@code @Retry} does. */
    NatsRetryConfig retry();

    /**
     * How long a call is tried again that nobody took, in the hope that an instance is being replaced; 0 for not at all. Only if the
     * service has answered before; else the caller is told at once. Where {@code @Retry} or {@code retry} says something else, that
     * counts. Empty means {@code 1s}.
     */
    Optional<Duration> noRespondersWait();

    /** Not calling for a while what fails, as {@code @CircuitBreaker} does. */
    NatsCircuitBreakerConfig circuitBreaker();

    /** How many calls of a method may be under way, as {@code @Bulkhead} has it. */
    NatsBulkheadConfig bulkhead();

    /** How often a method may be called, as {@code @RateLimit} has it. */
    NatsRateLimitConfig rateLimit();

    /** Calling a second time what takes long. */
    NatsHedgingConfig hedging();

    /**
     * Who chooses the instance that gets a call. Holds for calls with one request and one reply; the others stay with the queue group.
     * Empty means {@code sticky} for methods with {@code @StickyKey}, whatever is set for the service or for all, and else
     * {@code queue-group}.
     */
    Optional<Balancing> balancer();

    /** Who chooses the instance that gets a call. */
    enum Balancing {
        /** NATS, among those in the queue group, evenly and at random. Instances that fail are left out. */
        QUEUE_GROUP,
        /** The caller: of two instances at random the one that answers faster, and has fewer calls under way. */
        LEAST_LATENCY,
        /** The argument with {@code @StickyKey}: calls with the same one go to the same instance. For single methods only. */
        STICKY
    }
}
