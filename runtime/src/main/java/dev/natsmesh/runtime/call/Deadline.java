package dev.natsmesh.runtime.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time by when a call must have ended, on the clock of {@link System#nanoTime()}. */
public record Deadline(long nanoTime) {

    /** Further away, two points on that clock can't be told apart from past ones. */
    private static final long FARTHEST_NANOS = Long.MAX_VALUE / 4;

    public static Deadline in(Duration duration) {
        return inNanos(TimeUnit.NANOSECONDS.convert(duration));
    }

    public static Deadline inMillis(long millis) {
        return inNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** What a peer says is left, in milliseconds; {@code null} if that is no number. */
    public static Deadline inMillis(String millis) {
        try {
            return inMillis(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Deadline inNanos(long nanos) {
        return new Deadline(System.nanoTime() + Math.max(-FARTHEST_NANOS, Math.min(nanos, FARTHEST_NANOS)));
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
