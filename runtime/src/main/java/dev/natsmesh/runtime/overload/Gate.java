package dev.natsmesh.runtime.overload;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets so many calls run at once; of the others so many wait, and those above are refused. Waiting calls begin in the order they came.
 * But when calls have been lost for {@value #PRESSURE_MILLIS} ms, because they found no place or became late, more come than can be
 * done. Until none was lost for as long, the newest begins first, and where a new one finds no place, the oldest is refused.
 * Otherwise each would begin, in its turn, when its caller has nearly given up, or has.
 */
final class Gate {

    private static final long PRESSURE_MILLIS = 100;
    /** A new duration has that weight in the average. */
    private static final double WEIGHT = 0.05;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_HINT = TimeUnit.SECONDS.toNanos(10);

    private final ConcurrencyLimit limit;
    private final int places;
    private final long pressure;
    private final LongSupplier clock;

    private final WaitingCalls waiting = new WaitingCalls();
    private int running;
    private long lastLoss;
    /** When the losses began that came one after the other. */
    private long losingSince;
    private double averageNanos;

    /**
     * @param places how many may wait
     * @param clock nanoseconds, as those of {@link System#nanoTime()}
     */
    Gate(ConcurrencyLimit limit, int places, LongSupplier clock) {
        this(limit, places, PRESSURE_MILLIS * MILLI, clock);
    }

    /** @param pressure after how many nanoseconds with losses the newest begins first, and after how many without no more */
    Gate(ConcurrencyLimit limit, int places, long pressure, LongSupplier clock) {
        this.limit = limit;
        this.places = places;
        this.pressure = pressure;
        this.clock = clock;
        this.lastLoss = clock.getAsLong() - pressure;
    }

    long now() {
        return clock.getAsLong();
    }

    /** A call wants to begin. It does now, later, or not; or, in its place, one that waits doesn't. */
    void enter(LimitedCall call) {
        boolean begins;
        LimitedCall without = null;
        synchronized (this) {
            begins = running < limit.current() && waiting.isEmpty();
            if (begins) {
                running++;
            } else {
                without = queue(call);
            }
        }
        if (begins) {
            call.begin();
            return;
        }
        if (without != call) {
            call.waits();
        }
        if (without != null) {
            without.refuse();
        }
    }

    /** @return who finds no place, {@code null} if each does */
    private LimitedCall queue(LimitedCall call) {
        if (places == 0) {
            return call;
        }
        LimitedCall without = null;
        if (!waiting.isEmpty() && waiting.oldest().isLate()) {
            without = waiting.removeOldest();
        } else if (waiting.size() >= places) {
            without = isPressed() ? waiting.removeOldest() : call;
        }
        if (without != null) {
            loss();
        }
        if (without != call) {
            waiting.add(call);
        }
        return without;
    }

    private void loss() {
        long now = now();
        if (now - lastLoss >= pressure) {
            losingSince = now;
        }
        lastLoss = now;
    }

    private boolean isPressed() {
        long now = now();
        return now - lastLoss < pressure && now - losingSince >= pressure;
    }

    /** A call that has begun has ended. */
    void leave(long began) {
        synchronized (this) {
            long now = now();
            limit.ended(began, now, running);
            averageNanos += (now - began - averageNanos) * (averageNanos == 0 ? 1 : WEIGHT);
            running--;
        }
        beginWaiting();
    }

    private void beginWaiting() {
        for (LimitedCall next = next(); next != null; next = next()) {
            if (next.isLate()) {
                next.refuse();
                lost();
            } else {
                next.resume();
            }
        }
    }

    private synchronized LimitedCall next() {
        if (waiting.isEmpty() || running >= limit.current()) {
            return null;
        }
        running++;
        return isPressed() ? waiting.removeNewest() : waiting.removeOldest();
    }

    private synchronized void lost() {
        loss();
        running--;
    }

    private synchronized void giveBack() {
        running--;
    }

    /** A call that was to begin doesn't. */
    void leaveUnbegun() {
        giveBack();
        beginWaiting();
    }

    /** A call doesn't wait any more. @return whether it did until now */
    synchronized boolean remove(LimitedCall call) {
        return waiting.remove(call);
    }

    /** After how many nanoseconds a call that is refused now may hope to begin. */
    synchronized long hint() {
        return (long) Math.max(MILLI, Math.min(LONGEST_HINT, averageNanos * (waiting.size() + 1) / limit.current()));
    }

    synchronized int running() {
        return running;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized int limit() {
        return limit.current();
    }
}
