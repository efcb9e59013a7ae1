package dev.natsmesh.runtime.transport;

import java.util.function.Supplier;

import dev.natsmesh.MessageTooLargeException;

/** What is too large for the server isn't sent: the server would close the connection. */
final class SizeLimit {

    private SizeLimit() {
    }

    /**
     * @param limit in bytes, 0 if it isn't known
     * @param size of headers and body
     * @param what names the message to people
     */
    static void check(long limit, long size, Supplier<String> what) {
        if (limit > 0 && size > limit) {
            throw new MessageTooLargeException(what.get(), size, limit);
        }
    }
}
