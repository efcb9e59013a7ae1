package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;

/**
 * A request to send. Each time it is sent, the deadline's header goes with it.
 *
 * @param traits what it has in common with others
 * @param subject where it goes
 * @param headers its other headers
 * @param body its body
 * @param deadline when it has failed at the latest
 */
public record Request(RequestTraits traits, Subject subject, Headers headers, byte[] body, Deadline deadline) {

    String what() {
        return traits.what();
    }

    boolean resendable() {
        return traits.resendable();
    }

    /** What is left until the deadline, at least 1. */
    long timeoutMillis() {
        return Math.max(1, deadline.remainingMillis());
    }
}
