package dev.natsmesh.runtime.observability;

import java.util.Locale;
import java.util.concurrent.CancellationException;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.codec.ErrorCodec;

/** How a call ended, as one of few values, so that metrics stay few. */
enum Outcome {

    SUCCESS,
    /** An exception that the contract declares. */
    DECLARED_ERROR,
    /** A code below 500: the caller's fault. */
    CLIENT_ERROR,
    /** A code from 500 on, or an exception that nobody foresaw. */
    SERVER_ERROR,
    /** The call was not let through: code 401, 403, 429 or 503. */
    REFUSED,
    /** The caller has given it up. */
    CANCELLED, TIMEOUT, NO_RESPONDERS, CONNECTION_LOST, TOO_LARGE, BAD_FORMAT;

    private static final int FIRST_SERVER_ERROR = 500;

    private final String tag = name().toLowerCase(Locale.ROOT);

    String tag() {
        return tag;
    }

    /** How a call ended that an application made, or an event that it published. */
    static Outcome ofCall(Operation operation, Throwable failure) {
        if (failure instanceof CallTimeoutException) {
            return TIMEOUT;
        } else if (failure instanceof NoRespondersException) {
            return NO_RESPONDERS;
        } else if (failure instanceof ConnectionLostException) {
            return CONNECTION_LOST;
        } else if (failure instanceof MessageTooLargeException) {
            return TOO_LARGE;
        } else if (failure instanceof MessageFormatException) {
            return BAD_FORMAT;
        }
        Outcome outcome = ofService(operation, failure);
        return outcome != DECLARED_ERROR && failure instanceof CallRefusedException ? REFUSED : outcome;
    }

    /**
     * How a call ended that an application served, as its caller is told: that a call of the service's own timed out, for one, is
     * an internal error to whoever called the service.
     */
    static Outcome ofService(Operation operation, Throwable failure) {
        if (failure instanceof CancellationException) {
            return CANCELLED;
        }
        if (operation.declares(failure)) {
            return DECLARED_ERROR;
        }
        return ErrorCodec.codeOf(failure).orElse(FIRST_SERVER_ERROR) < FIRST_SERVER_ERROR ? CLIENT_ERROR : SERVER_ERROR;
    }

    /** How it ended that a method got an event. */
    static Outcome ofEvent(Operation operation, Throwable failure) {
        return failure instanceof CallRefusedException ? REFUSED : ofService(operation, failure);
    }
}
