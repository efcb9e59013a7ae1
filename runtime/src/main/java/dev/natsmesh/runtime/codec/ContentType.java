package dev.natsmesh.runtime.codec;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/**
 * What the bytes of a body are, as the header {@code Content-Type} tells it.
 *
 * @param value the header's value, {@code null} for {@link #NOTHING}
 */
public record ContentType(String value) {

    /** There are none, whatever is told about them. */
    public static final ContentType NOTHING = new ContentType(null);
    /** What a body is that doesn't tell it; ours don't. */
    public static final ContentType JSON = new ContentType("application/json");

    /** Adds the header, where there has to be one. */
    public void tell(Headers headers) {
        if (value != null && !value.equals(JSON.value)) {
            headers.add(HeaderNames.CONTENT_TYPE, value);
        }
    }

    /** Whether a message with these headers has such a body, or doesn't tell what it has. */
    public boolean takes(Headers headers) {
        return takes(value == null ? null : headers.get(HeaderNames.CONTENT_TYPE));
    }

    /** @param given the header's value, {@code null} if there is none */
    boolean takes(String given) {
        return given == null || value == null || withoutParameters(given).equalsIgnoreCase(value);
    }

    /** Why a message with these headers is refused. */
    public String refusal(String what, Headers headers) {
        return "%s is %s; expected %s".formatted(what, headers.get(HeaderNames.CONTENT_TYPE), value);
    }

    private static String withoutParameters(String given) {
        int end = given.indexOf(';');
        return (end < 0 ? given : given.substring(0, end)).trim();
    }
}
