package dev.natsmesh.testkit;

/** A server did not start because another process has one of its ports. Another try on other ports may succeed. */
final class PortTakenException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
