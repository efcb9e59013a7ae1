package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Subject;

/**
 * What the requests of one operation have in common.
 *
 * @param what how messages to people name them
 * @param resendable whether one may be sent again when the connection is lost after it was sent
 * @param manyReplies whether one is under way until it is closed, not just until its first reply
 * @param cancellations where whoever serves is told that one is given up, {@code null} for nowhere
 */
public record RequestTraits(String what, boolean resendable, boolean manyReplies, Subject cancellations) {

    /** Of requests with one reply, whose server isn't told when they are cancelled. */
    public RequestTraits(String what, boolean resendable) {
        this(what, resendable, false, null);
    }
}
