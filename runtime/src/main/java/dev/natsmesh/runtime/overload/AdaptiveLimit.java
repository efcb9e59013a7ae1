package dev.natsmesh.runtime.overload;

import java.util.function.DoubleSupplier;

/**
 * Finds how many calls may run at once before they only make each other slower, from how long they take (TCP Vegas, as
 * quarkus-load-shedding and Netflix' concurrency-limits have it for HTTP). The time of the fastest call is what calls take that don't
 * wait for anything; the part of the limit by which calls take longer than that is waiting. The limit grows while fewer than
 * {@value #FEW} wait, and shrinks while more than {@value #MANY} do, for each power of ten of the limit.
 *
 * <p>Now and then the fastest time is measured anew, since what calls do may change. For this one round of calls has half the limit:
 * a time that is measured under full load would hold that load for normal, and let the limit grow without end.
 */
final class AdaptiveLimit implements ConcurrencyLimit {

    static final int FIRST = 20;

    private static final int FEW = 3;
    private static final int MANY = 6;
    /** The fastest time is measured anew after so many times the limit of calls, at most. */
    private static final int CALLS_UNTIL_PROBE = 30;

    private final int most;
    private final DoubleSupplier random;

    private double limit;
    /** Nanoseconds. */
    private long fastest = Long.MAX_VALUE;
    private long untilProbe;
    /** How many calls the round of measuring still has; 0 while there is none. */
    private long probing;
    private long probingSince;
    private long fastestProbed;

    /**
     * @param most what it never exceeds
     * @param random from 0 to 1, so that the instances of a service don't measure at the same time
     */
    AdaptiveLimit(int most, DoubleSupplier random) {
        this.most = most;
        this.random = random;
        this.limit = Math.min(FIRST, most);
        planProbe();
    }

    @Override
    public int current() {
        return (int) Math.max(1, probing > 0 ? limit / 2 : limit);
    }

    @Override
    public void ended(long began, long now, int running) {
        long took = Math.max(1, now - began);
        if (probing > 0) {
            probe(began, took);
            return;
        }
        fastest = Math.min(fastest, took);
        if (--untilProbe <= 0) {
            probing = Math.max(1, (long) limit / 2);
            probingSince = now;
            fastestProbed = Long.MAX_VALUE;
            return;
        }
        adapt(took, running);
    }

    /** Calls that began before tell of the load before. */
    private void probe(long began, long took) {
        if (began - probingSince < 0) {
            return;
        }
        fastestProbed = Math.min(fastestProbed, took);
        if (--probing == 0) {
            fastest = fastestProbed;
            planProbe();
        }
    }

    private void planProbe() {
        untilProbe = (long) (CALLS_UNTIL_PROBE * limit * (1 + random.getAsDouble()) / 2);
    }

    private void adapt(long took, int running) {
        if (2 * running < limit) {
            return; // Nothing is known about as many calls as the limit lets run.
        }
        double waiting = limit * (1 - (double) fastest / took);
        double step = 1 + (int) Math.log10(limit);
        if (waiting <= step) {
            limit += MANY * step;
        } else if (waiting < FEW * step) {
            limit += step;
        } else if (waiting > MANY * step) {
            limit -= step;
        }
        limit = Math.max(1, Math.min(most, limit));
    }
}
