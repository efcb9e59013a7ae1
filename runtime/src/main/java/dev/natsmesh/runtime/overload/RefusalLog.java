package dev.natsmesh.runtime.overload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Operation;

/** Logs that calls are refused, at most once in ten seconds: whoever has too much to do must not be busy with telling it. */
final class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier clock;
    private final LongAdder untold = new LongAdder();
    private final AtomicLong silentUntil;

    /** @param clock nanoseconds, as those of {@link System#nanoTime()} */
    RefusalLog(LongSupplier clock) {
        this.clock = clock;
        this.silentUntil = new AtomicLong(clock.getAsLong());
    }

    void refused(Operation operation, String why) {
        untold.increment();
        long now = clock.getAsLong();
        long until = silentUntil.get();
        if (now - until >= 0 && silentUntil.compareAndSet(until, now + PAUSE)) {
            LOG.warnf("%s has too much to do: %s; %d calls did not begin since this was last said", operation, why,
                    untold.sumThenReset());
        }
    }
}
