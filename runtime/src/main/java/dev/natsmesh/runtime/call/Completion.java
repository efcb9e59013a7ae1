package dev.natsmesh.runtime.call;

/** Where a call's end is told: one of the methods, exactly once, on any thread. */
public interface Completion {

    /** @param result the caller's side: the result as a Java value, {@code null} is one; the service's side: the reply's body */
    void success(Object result);

    void failure(Throwable failure);

    /**
     * Tells, before the end, something of the call that those who observe it should show. Nothing happens where nobody does.
     *
     * @param name as attributes of traces are named
     */
    default void note(String name, String value) {
    }
}
