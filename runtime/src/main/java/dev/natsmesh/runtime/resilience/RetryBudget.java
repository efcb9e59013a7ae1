package dev.natsmesh.runtime.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many attempts may follow: a part of the calls of the last ten seconds, and some more for each second. What has been taken counts
 * for ten seconds as well. Free of locks.
 */
final class RetryBudget {

    static final int SECONDS = 10;
    /** A power of two, above the number of seconds that count. */
    private static final int PLACES = 16;

    private final double ratio;
    private final int least;
    private final LongSupplier clock;
    private final AtomicReferenceArray<Second> seconds = new AtomicReferenceArray<>(PLACES);

    /**
     * @param ratio how many for each call
     * @param perSecond how many more for each second
     * @param clock in nanoseconds
     */
    RetryBudget(double ratio, int perSecond, LongSupplier clock) {
        this.ratio = ratio;
        this.least = perSecond * SECONDS;
        this.clock = clock;
    }

    /** Counts a call. */
    void called() {
        current().calls.increment();
    }

    /** Takes one attempt if there is one to be had. */
    boolean take() {
        Second now = current();
        now.taken.incrementAndGet();
        if (taken(now.number) <= ratio * calls(now.number) + least) {
            return true;
        }
        now.taken.decrementAndGet();
        return false;
    }

    /** The calls of the last seconds. */
    long calls() {
        return calls(current().number);
    }

    /** The attempts that have been taken in the last seconds. */
    long taken() {
        return taken(current().number);
    }

    private long calls(long number) {
        long sum = 0;
        for (long i = number - SECONDS + 1; i <= number; i++) {
            Second second = second(i);
            sum += second == null ? 0 : second.calls.sum();
        }
        return sum;
    }

    private long taken(long number) {
        long sum = 0;
        for (long i = number - SECONDS + 1; i <= number; i++) {
            Second second = second(i);
            sum += second == null ? 0 : second.taken.get();
        }
        return sum;
    }

    /** {@code null} if nothing has happened in it. */
    private Second second(long number) {
        Second second = seconds.get(place(number));
        return second == null || second.number != number ? null : second;
    }

    private Second current() {
        long number = Math.floorDiv(clock.getAsLong(), TimeUnit.SECONDS.toNanos(1));
        Second second = seconds.get(place(number));
        return second != null && second.number == number ? second : begin(number, second);
    }

    private Second begin(long number, Second before) {
        Second begun = new Second(number);
        Second witness = seconds.compareAndExchange(place(number), before, begun);
        // Who comes second finds the same; or a later one, if it has slept for long, and what it counts is out of date.
        return witness == before ? begun : witness;
    }

    private static int place(long number) {
        return (int) number & PLACES - 1;
    }

    private static final class Second {

        private final long number;
        private final LongAdder calls = new LongAdder();
        private final AtomicLong taken = new AtomicLong();

        Second(long number) {
            this.number = number;
        }
    }
}
