package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void saysWhatIsLeftRoundedUp() {
        Deadline deadline = Deadline.in(Duration.ofHours(1));
        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.remainingMillis()).isBetween(3_000_000L, 3_600_000L);
        assertThat(deadline.remainingMillis() * 1_000_000L).isGreaterThanOrEqualTo(deadline.remainingNanos());
    }

    @Test
    void hasPassedWhenNothingIsLeft() {
        Deadline deadline = Deadline.inMillis(0);
        assertThat(deadline.hasPassed()).isTrue();
        assertThat(deadline.remainingMillis()).isLessThanOrEqualTo(0);
        assertThat(Deadline.inMillis(-5).hasPassed()).isTrue();
    }

    @Test
    void theEarlierOfTwoWinsAlsoWhenTheClockWrapsAround() {
        Deadline early = new Deadline(Long.MAX_VALUE - 5);
        Deadline late = new Deadline(Long.MIN_VALUE + 5);
        assertThat(early.earlier(late)).isEqualTo(early);
        assertThat(late.earlier(early)).isEqualTo(early);
        assertThat(early.earlier(null)).isEqualTo(early);
    }

    @Test
    void aDurationWithoutEndIsFarAwayInsteadOfPast() {
        assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).hasPassed()).isFalse();
        assertThat(Deadline.inMillis(Long.MAX_VALUE).hasPassed()).isFalse();
    }
}
