package dev.natsmesh.runtime.call;

/** Something under way that can be given up. */
@FunctionalInterface
public interface Cancellable {

    /** Gives it up, on any thread. Does nothing when it has ended. */
    void cancel();
}
