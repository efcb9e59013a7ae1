package dev.natsmesh.runtime.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST = 1_000;

    private final AdaptiveLimit limit = new AdaptiveLimit(MOST, () -> 0.5);
    private long now;

    @Test
    void itGrowsWhileCallsDoNotTakeLonger() {
        serve(3_000, MOST, 10 * MILLI);
        assertThat(limit.current()).isGreaterThan(MOST / 3);
    }

    @Test
    void itNeverExceedsTheMost() {
        AdaptiveLimit small = new AdaptiveLimit(7, () -> 0.5);
        for (int i = 0; i < 1_000; i++) {
            small.ended(i, i + MILLI, 7);
            assertThat(small.current()).isBetween(1, 7);
        }
    }

    @Test
    void itStaysWhereMoreCallsOnlyWait() {
        serve(10_000, 50, 10 * MILLI);
        assertThat(limit.current()).isBetween(20, 75);
    }

    @Test
    void measuringTheFastestTimeAnewDoesNotLetItDrift() {
        for (int i = 0; i < 50; i++) {
            serve(10_000, 50, 10 * MILLI);
            assertThat(limit.current()).isLessThan(75);
        }
    }

    @Test
    void itFollowsWhenTheServiceGetsSlower() {
        serve(20_000, 200, 10 * MILLI);
        assertThat(limit.current()).isGreaterThan(90);
        serve(20_000, 20, 10 * MILLI);
        assertThat(limit.current()).isLessThan(45);
    }

    @Test
    void itFollowsWhenEachCallTakesLongerOfItself() {
        serve(20_000, 200, 10 * MILLI);
        serve(60_000, 200, 100 * MILLI);
        assertThat(limit.current()).isGreaterThan(90);
    }

    @Test
    void fewCallsSayNothingAboutMany() {
        for (int i = 0; i < 200; i++) {
            limit.ended(i, i + MILLI * (1 + i % 50), 2);
        }
        assertThat(limit.current()).isEqualTo(AdaptiveLimit.FIRST);
    }

    /**
     * As many calls run as the limit lets, at a service that does {@code units} of them at once.
     *
     * @param nanos how long a call takes that doesn't wait
     */
    private void serve(int calls, int units, long nanos) {
        for (int i = 0; i < calls; i++) {
            int running = limit.current();
            long took = nanos * Math.max(units, running) / units;
            now += took / running;
            limit.ended(now - took, now, running);
        }
    }
}
