package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How many calls ended, how, and how long they took. */
final class Tally {

    private final Recorder nanos = new Recorder(3);
    private final LongAdder failed = new LongAdder();
    private Histogram spare;

    void add(boolean right, long took) {
        nanos.recordValue(Math.max(0, took));
        if (!right) {
            failed.increment();
        }
    }

    /** What was added since it was last asked, as the fields of an answer. */
    synchronized String take() {
        spare = nanos.getIntervalHistogram(spare);
        return "calls=%d failed=%d p50=%d p99=%d p999=%d max=%d".formatted(spare.getTotalCount(), failed.sumThenReset(),
                spare.getValueAtPercentile(50), spare.getValueAtPercentile(99), spare.getValueAtPercentile(99.9),
                spare.getMaxValue());
    }
}
