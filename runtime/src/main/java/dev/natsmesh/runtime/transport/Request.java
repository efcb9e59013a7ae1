package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;

/**
 * A request to send. Each time it is sent, the deadline's header goes with it.
 *
 * @param what how messages to people name it
 * @param subject where it goes
 * @param headers its other headers
 * @param body its body
 * @param resendable whether it may be sent again when the connection is lost after it was sent
 * @param deadline when it has failed at the latest
 */
public record Request(String what, Subject subject, Headers headers, byte[] body, boolean resendable, Deadline deadline) {

    /** What is left until the deadline, at least 1. */
    long timeoutMillis() {
        return Math.max(1, deadline.remainingMillis());
    }
}
