package dev.natsmesh.testkit;

/** What a program that experiments says while it runs: one line at a time, at once. */
public final class Progress {

    private static final long START = System.nanoTime();

    private Progress() {
    }

    /** A result, which stands alone. */
    public static void say(String format, Object... arguments) {
        System.out.println(format.formatted(arguments));
        System.out.flush();
    }

    /** What happens now, with the seconds since the start. */
    public static void step(String format, Object... arguments) {
        say("%5.1f s  %s", (System.nanoTime() - START) / 1e9, format.formatted(arguments));
    }
}
