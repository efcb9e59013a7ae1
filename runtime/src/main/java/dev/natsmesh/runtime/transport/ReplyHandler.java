package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Headers;

/**
 * Gets the end of a request: one of the methods, once, on a thread that must not be blocked. Where there may be many replies, it gets
 * them in order until the request is closed, and a failure at most once, at the end.
 */
public interface ReplyHandler {

    void reply(Headers headers, byte[] body);

    /** @param failure one of the exceptions in {@code dev.natsmesh} that say what happened to the request */
    void failed(RuntimeException failure);
}
