package dev.natsmesh.runtime.call;

/**
 * A step on a call's way. A feature is a stage that wraps the next one: it looks at the call before and at the completion after,
 * and is not in the chain of an operation that doesn't use it.
 */
public interface Stage {

    /** Handles the call and completes it exactly once. Never blocks and never throws: what goes wrong completes the call. */
    void handle(Call call, Completion completion);
}
