package dev.natsmesh.chaos;

import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long the machine lets a thread wait that should run. A call that meets such a moment is late through nobody's fault. */
final class Hiccups implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(5).toNanos();
    private static final long WORTH_KEEPING = Duration.ofMillis(10).toNanos();

    /** How long, in milliseconds, by when it was over. */
    private final NavigableMap<Long, Long> hiccups = new ConcurrentSkipListMap<>();
    private final Thread watch = new Thread(this::watch, "hiccups");
    private volatile boolean closed;

    Hiccups() {
        watch.setDaemon(true);
        watch.start();
    }

    /** The longest in one of these times, in milliseconds; 0 if there was none of 10 ms or more. */
    long longest(List<EventWindow> windows) {
        return windows.stream().flatMap(window -> hiccups.subMap(window.begin(), true, window.end(), true).values().stream())
                .mapToLong(Long::longValue).max().orElse(0);
    }

    /** The longest of all, in milliseconds. */
    long longest() {
        return hiccups.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void watch() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(PAUSE);
            long over = System.nanoTime() - before - PAUSE;
            if (over > WORTH_KEEPING) {
                hiccups.put(System.currentTimeMillis(), TimeUnit.NANOSECONDS.toMillis(over));
            }
        }
    }
}
