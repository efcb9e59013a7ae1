package dev.natsmesh.runtime.codec;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/** What the bytes of a body are, as the header {@code Content-Type} tells it. */
public enum ContentType {

    /** There are none, whatever is told about them. */
    NOTHING(null, false),
    /** What a body is that doesn't tell it; ours don't. */
    JSON("application/json", false),
    /** A protobuf message in the binary form. */
    PROTOBUF("application/protobuf", true);

    /** How much of a header's value is told to who sent it. */
    private static final int LONGEST_SHOWN = 100;

    private final String value;
    private final boolean told;

    ContentType(String value, boolean told) {
        this.value = value;
        this.told = told;
    }

    /** Adds the header, where there has to be one. */
    public void tell(Headers headers) {
        if (told) {
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
        String given = headers.get(HeaderNames.CONTENT_TYPE);
        return "%s is %s; expected %s".formatted(what,
                given.length() > LONGEST_SHOWN ? given.substring(0, LONGEST_SHOWN) + "..." : given, value);
    }

    private static String withoutParameters(String given) {
        int end = given.indexOf(';');
        return (end < 0 ? given : given.substring(0, end)).trim();
    }
}
