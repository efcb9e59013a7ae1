package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;

/**
 * A request to send.
 *
 * @param what how messages to people name it
 * @param subject where it goes
 * @param headers its headers; the transport sets the deadline's header each time it is sent
 * @param body its body
 * @param resendable whether it may be sent again when the connection is lost after it was sent
 * @param deadline when it has failed at the latest
 */
public record Request(String what, String subject, Headers headers, byte[] body, boolean resendable, Deadline deadline) {
}
