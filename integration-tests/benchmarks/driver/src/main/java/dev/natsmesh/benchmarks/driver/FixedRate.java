package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls at a fixed rate, whatever becomes of them. Each one's time counts from when it should have begun: what waits because
 * others are slow is slow, too.
 */
final class FixedRate implements Load {

    /** Beyond it calls wait for others to end, which counts as their time. */
    private static final int MOST_IN_FLIGHT = 20_000;

    private final Caller caller;
    private final Origin origin;
    private final Tally tally;
    private final long interval;
    private final String note;
    private final Semaphore places = new Semaphore(MOST_IN_FLIGHT);
    private final Thread pacer = new Thread(this::pace, "pacer");
    private volatile boolean stopped;

    FixedRate(Caller caller, Origin origin, Tally tally, int callsPerSecond, String note) {
        this.caller = caller;
        this.origin = origin;
        this.tally = tally;
        this.interval = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        this.note = note;
    }

    @Override
    public void start() {
        pacer.start();
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        pacer.join();
        places.acquire(MOST_IN_FLIGHT);
    }

    private void pace() {
        long due = System.nanoTime();
        for (int i = 0; !stopped; i = (i + 1) & 0xFFFFFF) {
            due += interval;
            for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                LockSupport.parkNanos(ahead);
            }
            depart(i, due);
        }
    }

    private void depart(int number, long due) {
        places.acquireUninterruptibly();
        origin.run(number, () -> new Single().begin(caller, number, due));
    }

    private final class Single extends Flight {

        Single() {
            super(note);
        }

        @Override
        void ended(boolean right, long nanos) {
            tally.add(right, nanos);
            places.release();
        }
    }
}
