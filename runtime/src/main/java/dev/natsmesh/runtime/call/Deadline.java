package dev.natsmesh.runtime.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time by when a call must have ended, on the clock of {@link System#nanoTime()}. */
public record Deadline(long nanoTime) {

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    public static Deadline inMillis(long millis) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** What is left, in nanoseconds; zero or less when it has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** What is left in milliseconds, rounded up, so that a call that still has time never says 0. */
    public long remainingMillis() {
        return -Math.floorDiv(-remainingNanos(), 1_000_000L);
    }

    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** The earlier one; {@code null} is no deadline. */
    public Deadline earlier(Deadline other) {
        return other == null || nanoTime - other.nanoTime <= 0 ? this : other;
    }
}
