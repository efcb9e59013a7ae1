package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls until one call is answered. */
final class FirstAnswer extends Flight {

    private static final long PAUSE_MILLIS = 1;

    private final Caller caller;
    private final Origin origin;
    private final ScheduledExecutorService pauses;
    private final CountDownLatch answered = new CountDownLatch(1);

    FirstAnswer(Caller caller, Origin origin, ScheduledExecutorService pauses, String note) {
        super(note);
        this.caller = caller;
        this.origin = origin;
        this.pauses = pauses;
    }

    void await() throws InterruptedException {
        Failures.expect();
        call();
        answered.await();
        Failures.forget();
    }

    @Override
    void ended(boolean right, long nanos) {
        if (right) {
            answered.countDown();
        } else {
            pauses.schedule(this::call, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void call() {
        origin.run(0, () -> begin(caller, 1, System.nanoTime()));
    }
}
