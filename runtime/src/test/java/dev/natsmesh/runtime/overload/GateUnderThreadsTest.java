package dev.natsmesh.runtime.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;

/** Calls come, end, and are cancelled on many threads at a time. */
class GateUnderThreadsTest {

    private static final int THREADS = 8;
    private static final int CALLS = 40_000;
    private static final int MOST = 3;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(CALLS);

    @Test
    void noMoreRunThanMayAndEachCallEndsOnce() throws InterruptedException {
        Gate gate = new Gate(ConcurrencyLimit.of(MOST), CALLS / 2, TimeUnit.MILLISECONDS.toNanos(1), System::nanoTime);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            LimitedCalls stage = new LimitedCalls("pricing.quote", null, gate, new RefusalLog(System::nanoTime),
                    ServedLoad.NOBODY, (call, completion) -> {
                        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                        threads.execute(() -> {
                            running.decrementAndGet();
                            completion.success(null);
                        });
                    });
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                threads.execute(() -> call(stage, number));
            }
            assertThat(ended.await(60, TimeUnit.SECONDS)).as("%d calls have no end", ended.getCount()).isTrue();
        } finally {
            threads.shutdownNow();
        }
        assertThat(mostRunning.get()).isBetween(1, MOST);
        assertThat(gate.running()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    private void call(LimitedCalls stage, int number) {
        AtomicInteger ends = new AtomicInteger();
        Call call = new Call(ServedLoad.QUOTE, new Headers(), Deadline.in(Duration.ofMinutes(10)), number);
        stage.handle(call, new Completion() {

            @Override
            public void success(Object result) {
                end();
            }

            @Override
            public void failure(Throwable failure) {
                end();
            }

            private void end() {
                if (ends.incrementAndGet() == 1) {
                    ended.countDown();
                } else {
                    mostRunning.set(Integer.MAX_VALUE);
                }
            }
        });
        if (number % 7 == 0) {
            call.cancel();
        }
    }
}
