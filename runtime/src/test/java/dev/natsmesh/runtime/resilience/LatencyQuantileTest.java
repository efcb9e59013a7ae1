package dev.natsmesh.runtime.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class LatencyQuantileTest {

    private final AtomicLong clock = new AtomicLong();
    private final LatencyQuantile latency = new LatencyQuantile(0.95, clock::get);

    @Test
    void isUnknownUntilThereAreEnoughCalls() {
        take(LatencyQuantile.ENOUGH - 1, 5);
        assertThat(latency.nanos()).isEqualTo(LatencyQuantile.UNKNOWN);
        take(1, 5);
        assertMillis(5);
    }

    @Test
    void isThatOfMostCalls() {
        take(5, 900);
        take(95, 20);
        assertMillis(20);
    }

    @Test
    void followsTheLastSecond() {
        take(100, 5);
        pass(1_000);
        take(200, 50);
        pass(1_000);
        take(1, 50);
        assertMillis(50);
    }

    @Test
    void waitsForEnoughCallsHoweverLongThatTakes() {
        take(100, 5);
        for (int second = 0; second < 4; second++) {
            pass(1_000);
            take(24, 50);
        }
        assertMillis(5);
        take(10, 50);
        pass(1_000);
        take(1, 50);
        assertMillis(50);
    }

    @Test
    void takesWhateverACallTook() {
        take(50, 0);
        take(50, TimeUnit.HOURS.toMillis(1));
        assertMillis(TimeUnit.MINUTES.toMillis(1));
    }

    private void take(int calls, long millis) {
        for (int i = 0; i < calls; i++) {
            latency.took(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void assertMillis(long millis) {
        assertThat(latency.nanos()).isCloseTo(TimeUnit.MILLISECONDS.toNanos(millis), withPercentage(1.5));
    }
}
