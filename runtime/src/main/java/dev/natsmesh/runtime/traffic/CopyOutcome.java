package dev.natsmesh.runtime.traffic;

import java.util.Locale;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NoRespondersException;

/** What became of the copy of a call. */
public enum CopyOutcome {

    /** It was answered with a result. */
    SUCCESS,
    /** It was answered with an error. */
    ERROR,
    /** It was not answered before the call's deadline. */
    TIMEOUT,
    /** Nobody serves what it was sent to. */
    NO_RESPONDERS,
    /** It could not be sent, or the connection was lost. */
    FAILED,
    /** It was not made, because too many others were under way. */
    DROPPED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** How metrics name it. */
    public String tag() {
        return tag;
    }

    static CopyOutcome of(RuntimeException failure) {
        if (failure instanceof NoRespondersException) {
            return NO_RESPONDERS;
        }
        return failure instanceof CallTimeoutException ? TIMEOUT : FAILED;
    }
}
