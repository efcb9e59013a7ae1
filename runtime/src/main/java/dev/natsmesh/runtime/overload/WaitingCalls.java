package dev.natsmesh.runtime.overload;

/** Calls in the order they came. The links are in the calls, so that one which is cancelled leaves from anywhere at once. */
final class WaitingCalls {

    private LimitedCall oldest;
    private LimitedCall newest;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** {@code null} if there is none. */
    LimitedCall oldest() {
        return oldest;
    }

    void add(LimitedCall call) {
        call.waiting = true;
        call.older = newest;
        if (newest == null) {
            oldest = call;
        } else {
            newest.newer = call;
        }
        newest = call;
        size++;
    }

    LimitedCall removeOldest() {
        LimitedCall call = oldest;
        remove(call);
        return call;
    }

    LimitedCall removeNewest() {
        LimitedCall call = newest;
        remove(call);
        return call;
    }

    /** @return whether it was there */
    boolean remove(LimitedCall call) {
        if (!call.waiting) {
            return false;
        }
        call.waiting = false;
        if (call.older == null) {
            oldest = call.newer;
        } else {
            call.older.newer = call.newer;
        }
        if (call.newer == null) {
            newest = call.older;
        } else {
            call.newer.older = call.older;
        }
        call.older = null;
        call.newer = null;
        size--;
        return true;
    }
}
