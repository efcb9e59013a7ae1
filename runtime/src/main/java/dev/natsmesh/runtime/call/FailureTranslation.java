package dev.natsmesh.runtime.call;

/** Turns exceptions of a library that an application may lack into those that callers get. */
@FunctionalInterface
public interface FailureTranslation {

    /**
     * @param operation what was called
     * @param failure what its method failed with
     * @return what the call fails with; {@code failure} itself if it is no exception of that library
     */
    Throwable translate(Operation operation, Throwable failure);
}
