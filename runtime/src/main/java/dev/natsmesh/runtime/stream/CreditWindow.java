package dev.natsmesh.runtime.stream;

/**
 * How many items the other side may send before it is granted more: enough to keep it busy, and so few that those which nobody has
 * taken yet stay below a size. Belongs to the event loop, but for {@link #taken}.
 */
final class CreditWindow {

    /** As long as nobody knows how large items are. */
    static final int FIRST = 32;

    private static final int LEAST = 4;
    private static final int MOST = 1024;
    private static final long WANTED_BYTES = 1 << 20;

    private long granted = FIRST;
    private long received;
    private long receivedBytes;
    private volatile long taken;
    /** From how many taken items on more are granted. */
    private volatile long grantAt = FIRST / 2;

    /** @return whether it was granted */
    boolean receive(int bytes) {
        received++;
        receivedBytes += bytes;
        return received <= granted;
    }

    /**
     * The subscriber has taken an item. Called by one thread at a time.
     *
     * @return whether it is time to {@link #grant} more
     */
    boolean taken() {
        long count = taken + 1;
        taken = count;
        if (count < grantAt) {
            return false;
        }
        grantAt = Long.MAX_VALUE;
        return true;
    }

    /** @return how many items may be sent in all, now */
    long grant() {
        long size = Math.max(1, receivedBytes / Math.max(1, received));
        long window = Math.max(LEAST, Math.min(MOST, WANTED_BYTES / size));
        granted = Math.max(granted, taken + window);
        grantAt = granted - window / 2;
        return granted;
    }
}
