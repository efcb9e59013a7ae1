package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.CountDownLatch;

/** A fixed number of outstanding calls: each that ends makes the next, on the thread that brought its answer. */
final class ClosedLoop implements Load {

    private final Caller caller;
    private final Origin origin;
    private final Tally tally;
    private final int outstanding;
    private final String note;
    private final CountDownLatch landed;
    private volatile boolean stopped;

    ClosedLoop(Caller caller, Origin origin, Tally tally, int outstanding, String note) {
        this.caller = caller;
        this.origin = origin;
        this.tally = tally;
        this.outstanding = outstanding;
        this.note = note;
        this.landed = new CountDownLatch(outstanding);
    }

    @Override
    public void start() {
        for (int i = 0; i < outstanding; i++) {
            Shuttle shuttle = new Shuttle(i);
            origin.run(i, shuttle::next);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        landed.await();
    }

    private final class Shuttle extends Flight {

        private int count;

        Shuttle(int number) {
            super(note);
            this.count = number;
        }

        void next() {
            // Differs from those of other shuttles, so that a mixed-up answer is noticed.
            count = (count + outstanding) & 0xFFFFFF;
            begin(caller, count, System.nanoTime());
        }

        @Override
        void ended(boolean right, long nanos) {
            tally.add(right, nanos);
            if (stopped) {
                landed.countDown();
            } else {
                next();
            }
        }
    }
}
