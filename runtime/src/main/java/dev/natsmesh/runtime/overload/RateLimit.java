package dev.natsmesh.runtime.overload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets so many calls begin in a second, evenly. What was not used is kept for one second, so a service that was idle takes a
 * second's worth at once. It knows one number, the time at which nothing would be left of what has begun (GCRA), so it costs one
 * atomic operation.
 */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Nanoseconds for each call. */
    private final long interval;
    private final LongSupplier clock;
    private final AtomicLong workedOff;

    /**
     * @param perSecond at least 1
     * @param clock nanoseconds, as those of {@link System#nanoTime()}
     */
    RateLimit(int perSecond, LongSupplier clock) {
        this.interval = Math.max(1, SECOND / perSecond);
        this.clock = clock;
        this.workedOff = new AtomicLong(clock.getAsLong());
    }

    /** @return 0 if a call may begin, else after how many nanoseconds one may */
    long tryTake() {
        while (true) {
            long now = clock.getAsLong();
            long seen = workedOff.get();
            long ahead = Math.max(0, seen - now);
            long wait = ahead + interval - SECOND;
            if (wait > 0) {
                return wait;
            }
            if (workedOff.compareAndSet(seen, now + ahead + interval)) {
                return 0;
            }
        }
    }
}
