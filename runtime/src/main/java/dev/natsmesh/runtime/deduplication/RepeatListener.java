package dev.natsmesh.runtime.deduplication;

import dev.natsmesh.runtime.call.Operation;

/** Is told of calls that come again. */
@FunctionalInterface
public interface RepeatListener {

    /** A call was answered with what came of another one with its key. */
    void repeated(Operation operation);
}
