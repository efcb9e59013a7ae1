package dev.natsmesh.runtime.traffic;

import dev.natsmesh.runtime.call.Operation;

/** Is told what becomes of copies of calls, on any thread. */
public interface MirrorListener {

    /** A copy has ended. */
    void ended(Operation operation, CopyOutcome outcome);

    /** What a call and its copy were answered has been compared. */
    void compared(Operation operation, Difference difference);
}
