package dev.natsmesh.runtime.traffic;

import java.util.Locale;

/** In what the answer to a copy differs from that to the call. */
public enum Difference {

    /** In nothing. */
    NONE,
    /** One is an error and the other is not, or another one. */
    OUTCOME,
    /** In the body. */
    BODY;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** How metrics name it. */
    public String tag() {
        return tag;
    }
}
