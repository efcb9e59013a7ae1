package dev.natsmesh.runtime.resilience;

/** A service as its callers here know it, whatever contracts they have of it. */
final class CalledService {

    private volatile boolean seen;

    /** Whether it has ever answered. */
    boolean isSeen() {
        return seen;
    }

    void answered() {
        if (!seen) {
            seen = true;
        }
    }
}
