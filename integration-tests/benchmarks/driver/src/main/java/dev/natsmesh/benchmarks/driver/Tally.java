package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How many calls ended, how, and how long they took; or how many items of streams came, and how many streams failed. */
final class Tally {

    private final Recorder nanos = new Recorder(3);
    private final LongAdder items = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private Histogram spare;

    void add(boolean right, long took) {
        nanos.recordValue(Math.max(0, took));
        if (!right) {
            failed.increment();
        }
    }

    void item() {
        items.increment();
    }

    /** A stream has ended. */
    void ended(boolean right) {
        if (!right) {
            failed.increment();
        }
    }

    /** What was added since it was last asked, as the fields of an answer: without times unless a call has ended. */
    synchronized String take() {
        spare = nanos.getIntervalHistogram(spare);
        String counts = "calls=%d failed=%d".formatted(spare.getTotalCount() + items.sumThenReset(), failed.sumThenReset());
        return spare.getTotalCount() == 0
                ? counts
                : counts + " p50=%d p99=%d p999=%d max=%d".formatted(spare.getValueAtPercentile(50),
                        spare.getValueAtPercentile(99), spare.getValueAtPercentile(99.9), spare.getMaxValue());
    }
}
