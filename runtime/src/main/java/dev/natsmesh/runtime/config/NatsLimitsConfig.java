package dev.natsmesh.runtime.config;

import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigGroup;

/** Limits on calls that a service takes on; of an endpoint, or of all endpoints of a service together. */
@ConfigGroup
public interface NatsLimitsConfig {

    /** The most that an adaptive concurrency becomes, unless {@code concurrency} says it. */
    int MOST_ADAPTIVE = 1_000;

    /** How many calls may wait for worker threads, unless it is configured. */
    int WORKER_QUEUE = 10_000;

    /**
     * How many calls run at once; a stream counts until its end. Those above wait, as far as there is a {@code queue}, or are
     * refused with {@code CallRefusedException} of code 503. Empty means no limit, but for endpoints whose method returns a
     * value on a worker thread: of those no more run than there are worker threads ({@code quarkus.thread-pool.max-threads}).
     */
    OptionalInt concurrency();

    /**
     * How many calls wait until fewer run. They wait without a thread and keep their deadline: what is late doesn't begin. When calls
     * have been refused or late for 100 ms, the newest begins first, and with no place left the oldest is refused. Empty means 0 where
     * {@code concurrency} is configured or adaptive, and 10000 where only worker threads limit it.
     */
    OptionalInt queue();

    /**
     * How many calls are let in in a second; those that the other limits refuse then count, too. Those above are refused with {@code CallRefusedException} of code 429. What was not used is
     * kept for one second. Empty means no limit.
     */
    OptionalInt rate();

    /** A concurrency that follows from how long calls take. */
    NatsAdaptiveConcurrencyConfig adaptiveConcurrency();
}
