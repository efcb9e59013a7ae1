package dev.natsmesh.benchmarks.driver;

/** A stream under way. Its items are counted, nothing else. */
public abstract class Passage {

    private final Order order;
    private int items;

    /** @param order what to ask: as many items as its count says */
    Passage(Order order) {
        this.order = order;
    }

    public final Order order() {
        return order;
    }

    /** An item has come. */
    public final void item() {
        items++;
        counted();
    }

    /** The stream has ended; one that had other than as many items as were asked for counts as failed. */
    public final void ended() {
        ended(items == order.count());
    }

    /** The stream has failed. */
    public final void failed(Throwable failure) {
        Failures.seen(failure);
        ended(false);
    }

    abstract void counted();

    abstract void ended(boolean right);
}
