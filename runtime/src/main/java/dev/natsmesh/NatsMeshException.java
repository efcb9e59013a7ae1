package dev.natsmesh;

/** A call that did not end with a result or with an exception that its contract declares. Each reaction has a class of its own. */
public abstract sealed class NatsMeshException extends RuntimeException
        permits CallTimeoutException, ConnectionLostException, MessageFormatException, MessageTooLargeException,
        NoRespondersException, ServiceException {

    private static final long serialVersionUID = 1L;

    NatsMeshException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a decision instead of a fault: where it was made says nothing, and a stack trace would cost more than all the rest. */
    NatsMeshException(String message) {
        super(message, null, true, false);
    }
}
