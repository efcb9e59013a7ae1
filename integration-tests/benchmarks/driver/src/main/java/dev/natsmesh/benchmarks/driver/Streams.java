package dev.natsmesh.benchmarks.driver;

import java.util.concurrent.CountDownLatch;

/** A fixed number of streams at once: each that ends opens the next. */
final class Streams implements Load {

    /** So many that opening a stream costs nothing beside them, and few enough to be held where a way of streaming has no limit. */
    private static final int ITEMS = 10_000;

    private final Streamer streamer;
    private final Origin origin;
    private final Tally tally;
    private final int atOnce;
    private final Order order;
    private final CountDownLatch landed;
    private volatile boolean stopped;

    Streams(Streamer streamer, Origin origin, Tally tally, int atOnce, String note) {
        this.streamer = streamer;
        this.origin = origin;
        this.tally = tally;
        this.atOnce = atOnce;
        this.order = new Order("lamp-17", ITEMS, "c-1029384", note);
        this.landed = new CountDownLatch(atOnce);
    }

    @Override
    public void start() {
        for (int i = 0; i < atOnce; i++) {
            origin.run(i, this::open);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        landed.await();
    }

    private void open() {
        streamer.open(new Passage(order) {

            @Override
            void counted() {
                tally.item();
            }

            @Override
            void ended(boolean right) {
                tally.ended(right);
                if (stopped) {
                    landed.countDown();
                } else {
                    open();
                }
            }
        });
    }
}
