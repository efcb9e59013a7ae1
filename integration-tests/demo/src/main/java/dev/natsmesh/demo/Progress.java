package dev.natsmesh.demo;

/** What the demo says while it runs: one line at a time, at once. */
final class Progress {

    private static final long START = System.nanoTime();

    private Progress() {
    }

    /** A result, which stands alone. */
    static void say(String format, Object... arguments) {
        System.out.println(format.formatted(arguments));
        System.out.flush();
    }

    /** What happens now, with the seconds since the start. */
    static void step(String format, Object... arguments) {
        say("%5.1f s  %s", (System.nanoTime() - START) / 1e9, format.formatted(arguments));
    }
}
