package dev.natsmesh.runtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.natsmesh.runtime.call.HeaderBlock;
import dev.natsmesh.runtime.call.Headers;

/**
 * A message as it lies in the bytes that were read. There is one for each parser, which moves it from message to message; what is
 * needed longer is copied.
 */
public final class Frame {

    byte[] array;
    int subscription;
    int subjectStart;
    int subjectEnd;
    /** Empty when there is no reply subject. */
    int replyStart;
    int replyEnd;
    /** Empty when there is no header block. */
    int headersStart;
    int bodyStart;
    int bodyEnd;

    Frame() {
    }

    /** The number of the subscription it came for. */
    public int subscription() {
        return subscription;
    }

    public String subject() {
        return new String(array, subjectStart, subjectEnd - subjectStart, StandardCharsets.UTF_8);
    }

    /** The {@linkplain Base32 number} that the subject ends with after its last dot; -1 if that is no number. */
    public long numberAtEnd() {
        int start = subjectEnd;
        while (start > subjectStart && array[start - 1] != '.') {
            start--;
        }
        return Base32.read(array, start, subjectEnd);
    }

    public boolean expectsReply() {
        return replyEnd > replyStart;
    }

    /** Where the reply goes, {@code null} if none is expected. */
    public byte[] replyTo() {
        return expectsReply() ? Arrays.copyOfRange(array, replyStart, replyEnd) : null;
    }

    /** The code of a message that the server itself sends, such as 503 when nobody serves the subject; else 0. */
    public int status() {
        return bodyStart > headersStart ? HeaderBlock.status(array, headersStart, bodyStart) : 0;
    }

    /** What the server says to its {@link #status()}, may be empty. */
    public String statusText() {
        return HeaderBlock.statusText(array, headersStart, bodyStart);
    }

    public Headers headers() {
        return bodyStart == headersStart
                ? new Headers()
                : Headers.received(Arrays.copyOfRange(array, headersStart, bodyStart));
    }

    public byte[] body() {
        return Arrays.copyOfRange(array, bodyStart, bodyEnd);
    }
}
