package dev.natsmesh.runtime.codec;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/**
 * What the bytes of a body are, as the header {@code Content-Type} tells it.
 *
 * @param value the header's value, {@code null} for {@link #NOTHING}
 */
public record ContentType(String value) {

    /** How much of a header's value is told to who sent it. */
    private static final int LONGEST_SHOWN = 100;

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
        String given = value == null ? null : headers.get(HeaderNames.CONTENT_TYPE);
        return given == null || withoutParameters(given).equalsIgnoreCase(value);
    }

    /** Why a message with these headers is refused. */
    public String refusal(String what, Headers headers) {
        return "%s is %s; expected %s".formatted(what, shown(headers.get(HeaderNames.CONTENT_TYPE)), value);
    }

    /** The beginning of a header's value: it goes back to who sent it. */
    static String shown(String given) {
        return given.length() > LONGEST_SHOWN ? given.substring(0, LONGEST_SHOWN) + "..." : given;
    }

    private static String withoutParameters(String given) {
        int end = given.indexOf(';');
        return (end < 0 ? given : given.substring(0, end)).trim();
    }
}
