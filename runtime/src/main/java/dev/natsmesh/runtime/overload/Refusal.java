package dev.natsmesh.runtime.overload;

import java.util.Locale;

/** Why a call does not begin. */
public enum Refusal {

    /** More calls came in a second than may. */
    RATE,
    /** As many as may are running, and waiting. */
    CONCURRENCY,
    /** Its deadline passed while it waited. */
    LATE;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** For metrics. */
    public String tag() {
        return tag;
    }
}
