package dev.natsmesh.runtime.transport;

/** A subject that is being served. */
public interface ServedSubject {

    /** Stops serving it at once: messages that are on their way are dropped. {@link Transport#drain} is what loses none. */
    void withdraw();
}
