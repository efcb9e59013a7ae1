package dev.natsmesh.runtime.codec;

import java.time.Duration;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/**
 * A failure in the wire form: ADR-32 headers, and for a declared exception its name and its JSON.
 *
 * @param retryAfter after what time another attempt may succeed, {@code null} if nobody says so
 */
public record ErrorReply(int code, String text, String errorName, byte[] body, Duration retryAfter) {

    static final byte[] NO_BODY = new byte[0];

    public static ErrorReply of(int code, String text) {
        return of(code, text, null);
    }

    static ErrorReply of(int code, String text, Duration retryAfter) {
        return new ErrorReply(code, text, null, NO_BODY, retryAfter);
    }

    public Headers headers() {
        Headers headers = new Headers();
        headers.add(HeaderNames.ERROR_TEXT, text == null ? "" : text);
        headers.add(HeaderNames.ERROR_CODE, Integer.toString(code));
        if (errorName != null) {
            headers.add(HeaderNames.ERROR_NAME, errorName);
        }
        if (retryAfter != null) {
            headers.add(HeaderNames.RETRY_AFTER, Long.toString(retryAfter.toMillis()));
        }
        return headers;
    }
}
