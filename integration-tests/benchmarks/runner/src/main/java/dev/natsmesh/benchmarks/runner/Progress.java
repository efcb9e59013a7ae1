package dev.natsmesh.benchmarks.runner;

/** What whoever waits for the figures sees. */
final class Progress {

    private static final long START = System.nanoTime();

    private Progress() {
    }

    static void say(String format, Object... arguments) {
        System.out.printf(format + "%n", arguments);
        System.out.flush();
    }

    /** With the time since the start in front. */
    static void step(String format, Object... arguments) {
        long seconds = (System.nanoTime() - START) / 1_000_000_000L;
        say("%3d:%02d  %s".formatted(seconds / 60, seconds % 60, format), arguments);
    }
}
