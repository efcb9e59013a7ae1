package dev.natsmesh.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;

/**
 * The short form: one event of each kind that holds today. How late calls end is printed; judging it is for the long form, since the
 * machine of a build may stand still.
 */
class ShortChaosIT {

    /** Left out since idempotent calls are lost meanwhile. */
    private static final EnumSet<EventKind> KINDS = EnumSet.complementOf(EnumSet.of(EventKind.FREEZE_SERVER));
    private static final int OF_EACH = 1;

    @Test
    void everyCallIsAccountedFor() throws InterruptedException {
        Verdict verdict = Chaos.run(Settings.shortForm(KINDS, OF_EACH), Path.of(System.getProperty("natsmesh.root")));
        assertThat(verdict.lost()).as("lost: %s", verdict).isZero();
        assertThat(verdict.twice()).as("twice: %s", verdict).isZero();
        assertThat(verdict.reasons()).as("%s", verdict).isEmpty();
    }
}
