package dev.natsmesh.runtime.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.runtime.call.Deadline;

/** Counts what has begun and not ended, and lets one wait until that is nothing. */
final class InFlight {

    private final AtomicInteger count = new AtomicInteger();
    private final Object none = new Object();

    void begin() {
        count.incrementAndGet();
    }

    void end() {
        if (count.decrementAndGet() == 0) {
            synchronized (none) {
                none.notifyAll();
            }
        }
    }

    int count() {
        return count.get();
    }

    /** Waits until nothing is in flight. @return whether that came before the deadline */
    boolean awaitNone(Deadline deadline) throws InterruptedException {
        synchronized (none) {
            while (count.get() > 0) {
                long millis = deadline.remainingMillis();
                if (millis <= 0) {
                    return false;
                }
                TimeUnit.MILLISECONDS.timedWait(none, millis);
            }
        }
        return true;
    }
}
