package dev.natsmesh.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;

/**
 * The short form: one event of each kind. How late calls end is printed; judging it is for the long form, since the
 * machine of a build may stand still.
 */
class ShortChaosIT {

    private static final EnumSet<EventKind> KINDS = EnumSet.allOf(EventKind.class);
    private static final int OF_EACH = 1;

    @Test
    void everyCallIsAccountedFor() throws InterruptedException {
        Verdict verdict = Chaos.run(Settings.shortForm(KINDS, OF_EACH), Path.of(System.getProperty("natsmesh.root")));
        assertThat(verdict.lost()).as("lost: %s", verdict).isZero();
        assertThat(verdict.twice()).as("twice: %s", verdict).isZero();
        assertThat(verdict.reasons()).as("%s", verdict).isEmpty();
    }
}
