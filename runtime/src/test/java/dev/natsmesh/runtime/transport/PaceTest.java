package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long INTERVAL = Pace.INTERVAL_NANOS;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String LATE = "is read 3000 ms late, and 17 bytes wait to be sent to it";
    private static final String IN_TIME = "is read in time again";

    private long now = Long.MAX_VALUE - SECOND; // the clock may run over
    private final Pace pace = new Pace(Duration.ofSeconds(1), now);

    @Test
    void anAnswerBehindMuchElseIsLate() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(pace.isDue(now)).isTrue();
            ask();
            looks(true, 29);
            assertThat(pace.lag(now)).as("before the answer has come").isEqualTo(29 * INTERVAL);
            assertThat(log.text()).containsOnlyOnce("ms late");
            now += INTERVAL;
            answered();
            assertThat(pace.roundTrip()).isEqualTo(30 * INTERVAL);
            assertThat(pace.lag(now)).isEqualTo(30 * INTERVAL);
            assertThat(pace.isBehind(now)).isTrue();
            assertThat(pace.isDue(now)).isTrue();
        }
    }

    @Test
    void aSilentServerDoesNotMakeTheApplicationSlow() {
        ask();
        looks(true, 1);
        looks(false, 29);
        assertThat(pace.isBehind(now)).isFalse();
        answered();
        assertThat(pace.roundTrip()).isEqualTo(30 * INTERVAL);
        assertThat(pace.isBehind(now)).isFalse();
    }

    @Test
    void aThreadThatStandsStillIsSeenMeanwhileAndLogsAfterwardsOnceForEachBout() {
        try (CapturedLog log = new CapturedLog()) {
            look(false);
            now += INTERVAL + 3 * SECOND;
            assertThat(pace.lag(now)).as("meanwhile").isEqualTo(3 * SECOND);
            assertThat(pace.isBehind(now)).isTrue();
            look(true);
            now += 3 * SECOND;
            look(true);
            assertThat(log.text()).containsOnlyOnce(LATE).contains("127.0.0.1:1").doesNotContain(IN_TIME);

            looks(true, 2 * (int) (Pace.MEMORY_NANOS / INTERVAL) + 2);
            assertThat(pace.isBehind(now)).isFalse();
            assertThat(pace.lag(now)).isZero();
            assertThat(log.text()).containsOnlyOnce(IN_TIME);

            now += INTERVAL + 3 * SECOND;
            look(true);
            assertThat(log.text().split(LATE, -1)).hasSize(3);
        }
    }

    @Test
    void nobodyIsWarnedWhoDoesNotWantIt() {
        Pace unwatched = new Pace(Duration.ZERO, now);
        try (CapturedLog log = new CapturedLog()) {
            now += 30 * SECOND;
            unwatched.look(true, "127.0.0.1:1", 0, now);
            assertThat(unwatched.lag(now)).isEqualTo(30 * SECOND - INTERVAL);
            assertThat(unwatched.isBehind(now)).isFalse();
            assertThat(log.text()).doesNotContain("late");
        }
    }

    @Test
    void theServerIsAskedOnceASecond() {
        ask();
        answered();
        now += SECOND - 1;
        assertThat(pace.isDue(now)).isFalse();
        now++;
        assertThat(pace.isDue(now)).isTrue();
    }

    private void ask() {
        pace.asked(now);
    }

    private void answered() {
        pace.answered("127.0.0.1:1", 17, now);
    }

    private void looks(boolean heard, int times) {
        for (int i = 0; i < times; i++) {
            now += INTERVAL;
            look(heard);
        }
    }

    private void look(boolean heard) {
        pace.look(heard, "127.0.0.1:1", 17, now);
    }
}
