package dev.natsmesh.runtime.transport;

/** A request under way. */
public interface PendingRequest {

    /** Forgets the request: its handler is not called any more. Does nothing when it has ended. */
    void cancel();
}
