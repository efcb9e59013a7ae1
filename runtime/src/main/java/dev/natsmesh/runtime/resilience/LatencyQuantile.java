package dev.natsmesh.runtime.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long most calls take: a quantile of those of the last second, or of as many seconds as it takes to have enough of them. Telling
 * it a time takes no lock.
 */
final class LatencyQuantile {

    /** So many are enough. */
    static final int ENOUGH = 100;
    static final long UNKNOWN = -1;

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 2;

    private final double percentile;
    private final LongSupplier clock;
    private final Recorder recorder = new Recorder(LONGEST_MICROS, DIGITS);
    private final AtomicInteger first = new AtomicInteger();
    /** Whether a thread is reckoning; what follows, to the last field but one, belongs to it. */
    private final AtomicBoolean reckoning = new AtomicBoolean();
    private final Histogram recent = new Histogram(LONGEST_MICROS, DIGITS);
    private Histogram interval;
    private volatile long due;
    private volatile long nanos = UNKNOWN;

    /**
     * @param quantile more than 0 and less than 1
     * @param clock in nanoseconds
     */
    LatencyQuantile(double quantile, LongSupplier clock) {
        this.percentile = 100 * quantile;
        this.clock = clock;
        this.due = clock.getAsLong() + INTERVAL;
    }

    /** A call has taken so long. */
    void took(long callNanos) {
        recorder.recordValue(Math.max(0, Math.min(TimeUnit.NANOSECONDS.toMicros(callNanos), LONGEST_MICROS)));
        if (nanos == UNKNOWN ? first.incrementAndGet() >= ENOUGH : clock.getAsLong() - due >= 0) {
            reckon();
        }
    }

    /** In nanoseconds; {@link #UNKNOWN} until there have been enough calls. */
    long nanos() {
        return nanos;
    }

    private void reckon() {
        if (!reckoning.compareAndSet(false, true)) {
            return;
        }
        try {
            interval = recorder.getIntervalHistogram(interval);
            recent.add(interval);
            if (recent.getTotalCount() >= ENOUGH) {
                nanos = TimeUnit.MICROSECONDS.toNanos(recent.getValueAtPercentile(percentile));
                recent.reset();
            }
            due = clock.getAsLong() + INTERVAL;
        } finally {
            reckoning.set(false);
        }
    }
}
