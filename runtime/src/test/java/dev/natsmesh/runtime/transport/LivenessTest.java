package dev.natsmesh.runtime.transport;

import static dev.natsmesh.runtime.transport.Liveness.Finding.ASK;
import static dev.natsmesh.runtime.transport.Liveness.Finding.LEAVE;
import static dev.natsmesh.runtime.transport.Liveness.Finding.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class LivenessTest {

    private static final Duration LIMIT = Duration.ofMillis(600);
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();

    /** Near the end of its range, as {@link System#nanoTime()} may be. */
    private long now = Long.MAX_VALUE - 3 * INTERVAL;
    private final Liveness server = new Liveness(LIMIT, now);

    @Test
    void aServerThatIsHeardIsNeverAsked() {
        for (int i = 0; i < 100; i++) {
            server.heard();
            assertThat(look()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aSilentOneIsAskedAndStaysIfItAnswers() {
        assertThat(look()).isEqualTo(NOTHING);
        for (int i = 0; i < 100; i++) {
            assertThat(look()).isEqualTo(ASK);
            server.heard();
            assertThat(look()).isEqualTo(NOTHING);
        }
    }

    @Test
    void oneThatDoesNotAnswerIsLeftWithinTheLimit() {
        server.heard();
        assertThat(look()).isEqualTo(NOTHING);
        assertThat(look()).isEqualTo(ASK);
        for (int i = 3; i < 6; i++) {
            assertThat(look()).isEqualTo(NOTHING);
        }
        assertThat(look()).isEqualTo(LEAVE);
        assertThat(6 * INTERVAL).isEqualTo(LIMIT.toNanos());
    }

    @Test
    void anAnswerInTheLastMomentCounts() {
        look();
        assertThat(look()).isEqualTo(ASK);
        look();
        look();
        look();
        server.heard();
        assertThat(look()).isEqualTo(NOTHING);
        assertThat(look()).isEqualTo(ASK);
    }

    /** Of whoever stood still, nothing can be said about others. */
    @Test
    void afterAPauseOfThisProcessTheServerIsAskedAgain() {
        look();
        assertThat(look()).isEqualTo(ASK);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(look()).isEqualTo(ASK);
        for (int i = 1; i < 4; i++) {
            assertThat(look()).isEqualTo(NOTHING);
        }
        assertThat(look()).isEqualTo(LEAVE);
    }

    @Test
    void aLookThatComesLateDoesNotCount() {
        look();
        assertThat(look()).isEqualTo(ASK);
        look();
        look();
        look();
        now += 2 * INTERVAL;
        assertThat(look()).isEqualTo(NOTHING);
        assertThat(look()).isEqualTo(LEAVE);
    }

    @Test
    void whatCameInThePauseCounts() {
        look();
        assertThat(look()).isEqualTo(ASK);
        now += Duration.ofMinutes(1).toNanos();
        server.heard();
        assertThat(look()).isEqualTo(NOTHING);
    }

    @Test
    void aProcessThatIsSlowAllTheTimeLeavesNobody() {
        for (int i = 0; i < 100; i++) {
            now += 2 * INTERVAL;
            assertThat(look()).isNotEqualTo(LEAVE);
        }
    }

    private Liveness.Finding look() {
        now += INTERVAL;
        return server.look(now);
    }
}
