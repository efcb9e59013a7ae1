package dev.natsmesh.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again until something is so: for facts about another process that nobody announces. */
public final class Poll {

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private Poll() {
    }

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        untilPresent(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    public static <T> T untilPresent(String what, Duration limit, Supplier<Optional<T>> look) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException("Waited " + limit + " in vain for " + what);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while waiting for " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
