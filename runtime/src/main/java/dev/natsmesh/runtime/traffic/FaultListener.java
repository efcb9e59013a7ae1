package dev.natsmesh.runtime.traffic;

import dev.natsmesh.runtime.call.Operation;

/** Is told of the faults that are injected into calls, on any thread. */
public interface FaultListener {

    /** Something goes wrong with an attempt of a call. Of a fault that does two things both are told. */
    void injected(Operation operation, FaultKind kind);
}
