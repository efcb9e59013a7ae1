package dev.natsmesh.runtime.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - SECOND; // that clock may overflow
    private final RateLimit limit = new RateLimit(10, () -> now);

    @Test
    void anIdleServiceTakesASecondsWorthAtOnce() {
        assertThat(taken(20)).isEqualTo(10);
    }

    @Test
    void thenCallsBeginEvenly() {
        taken(10);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.tryTake()).isEqualTo(SECOND / 10);
            now += SECOND / 10;
            assertThat(limit.tryTake()).isZero();
        }
    }

    @Test
    void refusedCallsCostNothing() {
        taken(1_000);
        now += SECOND / 10;
        assertThat(taken(1_000)).isEqualTo(1);
    }

    @Test
    void noMoreThanOneSecondIsKept() {
        taken(10);
        now += 100 * SECOND;
        assertThat(taken(20)).isEqualTo(10);
    }

    @Test
    void oneInASecondIsOneAtOnce() {
        RateLimit slow = new RateLimit(1, () -> now);
        assertThat(slow.tryTake()).isZero();
        assertThat(slow.tryTake()).isEqualTo(SECOND);
    }

    private int taken(int calls) {
        int taken = 0;
        for (int i = 0; i < calls; i++) {
            taken += limit.tryTake() == 0 ? 1 : 0;
        }
        return taken;
    }
}
