package dev.natsmesh.benchmarks.driver;

/** A call on its way. */
public abstract class Flight {

    private final String note;
    private int count;
    private long started;

    Flight(String note) {
        this.note = note;
    }

    /** What to ask; the same until the flight has ended. */
    public final Order order() {
        return new Order("lamp-17", count, "c-1029384", note);
    }

    /** The parts of {@link #order()}, for those that have a form of their own. */
    public final int count() {
        return count;
    }

    public final String note() {
        return note;
    }

    /** The call has been answered. */
    public final void answered(Quote quote) {
        answered(quote.count(), quote.note());
    }

    /** The call has been answered; what does not belong to the question counts as failed. */
    public final void answered(int count, String note) {
        boolean right = count == this.count && note.length() == this.note.length();
        ended(right, System.nanoTime() - started);
    }

    /** The call has failed. */
    public final void failed(Throwable failure) {
        Failures.seen(failure);
        ended(false, System.nanoTime() - started);
    }

    /** Makes the call as one that should have begun at the given time. */
    final void begin(Caller caller, int count, long started) {
        this.count = count;
        this.started = started;
        caller.call(this);
    }

    abstract void ended(boolean right, long nanos);
}
