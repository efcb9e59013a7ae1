package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.NoRespondersException;

/**
 * The power of two choices: of two instances at random the one whose calls cost less, by what they took and how many are under way. So
 * a slow one gets few, and not all callers run to the one that is fastest now.
 */
final class LeastLatency implements Balancer {

    /** What calls take as long as nothing is known of any instance; less than nearly all do, so that the first ones tell. */
    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** A failure is often fast, and must not look good: it counts as so many times the average. */
    static final int FAILURE_FACTOR = 4;
    /** Unless it took longer, it counts as no more than this. */
    static final long LONGEST_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int TOO_MANY = 429;

    private final long memory;
    private final LongSupplier nanoTime;
    private final IntUnaryOperator random;
    private final Map<Instance, PeakEwma> latencies = new ConcurrentHashMap<>();

    /**
     * @param memory how long it remembers
     * @param random a number from 0 on, less than the argument
     */
    LeastLatency(Duration memory, LongSupplier nanoTime, IntUnaryOperator random) {
        this.memory = memory.toNanos();
        this.nanoTime = nanoTime;
        this.random = random;
    }

    @Override
    public Instance choose(Instance[] serving, Object payload) {
        long now = nanoTime.getAsLong();
        if (serving.length == 1) {
            latency(serving[0], serving, now);
            return serving[0];
        }
        int first = random.applyAsInt(serving.length);
        int second = random.applyAsInt(serving.length - 1);
        if (second >= first) {
            second++;
        }
        return latency(serving[second], serving, now).cost(now) < latency(serving[first], serving, now).cost(now)
                ? serving[second]
                : serving[first];
    }

    @Override
    public TimedCall begin(Instance instance) {
        long now = nanoTime.getAsLong();
        return new TimedCall(this, latency(instance, null, now), now);
    }

    private PeakEwma latency(Instance instance, Instance[] serving, long now) {
        PeakEwma known = latencies.get(instance);
        return known == null ? join(instance, serving, now) : known;
    }

    /**
     * One that is new is expected to be like the others, so it gets a share and is not flooded.
     *
     * @param serving all that need to be known, {@code null} if that is not known here
     */
    private synchronized PeakEwma join(Instance instance, Instance[] serving, long now) {
        if (serving != null) {
            latencies.keySet().retainAll(Set.of(serving));
        }
        double first = latencies.values().stream().mapToDouble(latency -> latency.average(now)).average().orElse(FIRST_NANOS);
        return latencies.computeIfAbsent(instance, key -> new PeakEwma(memory, first, now));
    }

    void succeeded(PeakEwma latency, long begin) {
        long now = nanoTime.getAsLong();
        latency.took(now - begin, now);
    }

    void failed(PeakEwma latency, long begin, Throwable failure) {
        if (failure instanceof NoRespondersException) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (Blame.isInstances(failure) || isTooMany(failure)) {
            double penalty = Math.min(FAILURE_FACTOR * latency.average(now), LONGEST_FAILURE_NANOS);
            latency.took(Math.max(penalty, now - begin), now);
        } else if (Blame.showsThatItWorks(failure)) {
            latency.took(now - begin, now);
        } else {
            latency.tookMoreThan(now - begin, now);
        }
    }

    private static boolean isTooMany(Throwable failure) {
        return failure instanceof CallRefusedException refused && refused.code() == TOO_MANY;
    }
}
