package dev.natsmesh.runtime.transport;

import java.util.function.Supplier;

import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.protocol.FrameBuffer;

/** What is too large for the server isn't sent: the server would close the connection. */
final class SizeLimit {

    private SizeLimit() {
    }

    /**
     * @param limit in bytes, 0 if it isn't known
     * @param what names the message to people
     */
    static void check(long limit, Headers headers, byte[] body, Supplier<String> what) {
        long size = body.length + (long) FrameBuffer.sizeOf(headers);
        if (limit > 0 && size > limit) {
            throw new MessageTooLargeException(what.get(), size, limit);
        }
    }
}
