package dev.natsmesh.demo;

/** Whether a share that was drawn at random is what was asked for. */
final class Shares {

    private static final int DEVIATIONS = 3;

    private Shares() {
    }

    /** Writes down how many of so many were hit, and expects them within three standard deviations of the share. */
    static void expect(Findings findings, String what, long hits, long of, double share) {
        double expected = of * share;
        double deviation = Math.sqrt(of * share * (1 - share));
        findings.value(what, "%d(%.2f%%of%.2f%%)".formatted(hits, 100.0 * hits / Math.max(1, of), 100 * share))
                .expect(Math.abs(hits - expected) <= DEVIATIONS * deviation,
                        "%s: %d of %d, expected %.0f and at most %.0f more or less", what, hits, of, expected,
                        DEVIATIONS * deviation);
    }
}
