package dev.natsmesh.runtime.transport;

/** A subject that is being served. */
public interface ServedSubject {

    /** Stops serving it. Messages that are on their way still come. */
    void withdraw();
}
