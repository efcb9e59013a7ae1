package dev.natsmesh.runtime.transport;

import java.time.Duration;

/**
 * Tells from what is heard of a server whether it still answers. It is looked at in even intervals; a look that comes late says that
 * this process itself has stood still: it doesn't count, and after a long pause the server is asked again before it is given up. Not
 * safe for concurrent use.
 */
final class Liveness {

    /** What to do about the server. */
    enum Finding {
        NOTHING,
        /** It has been silent since the last look. */
        ASK,
        /** It was asked, and does not answer. */
        LEAVE
    }

    /** Looks until a server that has just been heard is given up. */
    private static final int LOOKS = 6;
    /** Of those, the ones since it was asked: the first finds that it was heard, the second asks. */
    private static final int LOOKS_SINCE_ASKED = LOOKS - 2;

    private final long interval;
    private boolean heard = true;
    private long last;
    /** Looks since the server was asked, -1 if it has answered. */
    private int sinceAsked = -1;

    /**
     * @param limit how long after its last sign of life a server is given up
     * @param now on the clock of {@link System#nanoTime()}
     */
    Liveness(Duration limit, long now) {
        this.interval = intervalNanos(limit);
        this.last = now;
    }

    /** How long after each other the looks are. */
    static long intervalNanos(Duration limit) {
        return Math.max(1, limit.toNanos() / LOOKS);
    }

    /** Something came from the server. */
    void heard() {
        heard = true;
    }

    Finding look(long now) {
        long pause = now - last;
        last = now;
        if (heard) {
            heard = false;
            sinceAsked = -1;
            return Finding.NOTHING;
        }
        if (sinceAsked < 0 || pause > LOOKS_SINCE_ASKED * interval) {
            sinceAsked = 0;
            return Finding.ASK;
        }
        if (pause > 2 * interval) {
            // What has come may not have been read yet.
            return Finding.NOTHING;
        }
        return ++sinceAsked < LOOKS_SINCE_ASKED ? Finding.NOTHING : Finding.LEAVE;
    }
}
