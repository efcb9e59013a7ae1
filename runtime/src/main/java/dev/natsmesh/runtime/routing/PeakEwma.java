package dev.natsmesh.runtime.routing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the calls of one instance take: a moving average that follows a slow call at once, and forgets it with time; and how many are
 * under way. Times are nanoseconds of one clock.
 */
final class PeakEwma {

    private final double memory;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile double average;
    /** When a call ended last. */
    private volatile long told;

    /**
     * @param memory after which time what a call took counts e times less
     * @param first what calls take as long as none has ended
     */
    PeakEwma(long memory, double first, long now) {
        this.memory = memory;
        this.average = first;
        this.told = now;
    }

    void begin() {
        underWay.incrementAndGet();
    }

    void end() {
        underWay.decrementAndGet();
    }

    /** What one more call is likely to wait for. */
    double cost(long now) {
        return average(now) * (underWay.get() + 1);
    }

    /** Without calls it goes to zero, so that who was slow is tried again. */
    double average(long now) {
        return average * weight(now);
    }

    /** A call took that time. */
    synchronized void took(double nanos, long now) {
        double weight = weight(now);
        set(nanos >= average ? nanos : average * weight + nanos * (1 - weight), now);
    }

    /** A call would have taken longer than that time. */
    synchronized void tookMoreThan(double nanos, long now) {
        if (nanos > average(now)) {
            set(nanos, now);
        }
    }

    private void set(double next, long now) {
        told = now;
        average = next;
    }

    private double weight(long now) {
        return Math.exp(-Math.max(0, now - told) / memory);
    }
}
