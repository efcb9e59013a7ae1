package dev.natsmesh.runtime.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    /** Below zero, as that of {@link System#nanoTime()} may be. */
    private final AtomicLong clock = new AtomicLong(-TimeUnit.SECONDS.toNanos(5));

    @Test
    void fewCallsHaveWhatThereIsInAnyCase() {
        RetryBudget budget = budget(0.2, 2);
        assertThat(takeAll(budget)).isEqualTo(20);
    }

    @Test
    void manyCallsHaveTheirPart() {
        RetryBudget budget = budget(0.2, 0);
        call(budget, 1_000);
        assertThat(takeAll(budget)).isEqualTo(200);
        call(budget, 10);
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void callsCountForTenSeconds() {
        RetryBudget budget = budget(0.5, 0);
        call(budget, 10);
        pass(9);
        assertThat(budget.take()).isTrue();
        pass(1);
        assertThat(budget.take()).isFalse();
        assertThat(budget.calls()).isZero();
    }

    @Test
    void whatIsTakenCountsForTenSeconds() {
        RetryBudget budget = budget(0, 1);
        assertThat(takeAll(budget)).isEqualTo(10);
        pass(9);
        assertThat(budget.take()).isFalse();
        pass(1);
        assertThat(takeAll(budget)).isEqualTo(10);
    }

    @Test
    void longSilenceLeavesNothingBehind() {
        RetryBudget budget = budget(1, 0);
        call(budget, 100);
        pass(3_600);
        assertThat(budget.take()).isFalse();
    }

    @Test
    void threadsTakeNoMoreThanThereIs() throws Exception {
        RetryBudget budget = budget(0.1, 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> work = () -> {
                call(budget, 1_000);
                return IntStream.range(0, 1_000).map(i -> budget.take() ? 1 : 0).sum();
            };
            int taken = 0;
            for (Future<Integer> each : threads.invokeAll(List.of(work, work, work, work, work, work, work, work))) {
                taken += each.get();
            }
            assertThat(taken).isLessThanOrEqualTo(800);
            assertThat(taken + takeAll(budget)).isEqualTo(800);
        } finally {
            threads.shutdownNow();
        }
    }

    private RetryBudget budget(double ratio, int perSecond) {
        return new RetryBudget(ratio, perSecond, clock::get);
    }

    private void pass(int seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void call(RetryBudget budget, int times) {
        IntStream.range(0, times).forEach(i -> budget.called());
    }

    private static int takeAll(RetryBudget budget) {
        int taken = 0;
        while (budget.take()) {
            assertThat(++taken).as("a budget without end").isLessThan(1_000_000);
        }
        return taken;
    }
}
