package dev.natsmesh.runtime.transport;

/** The NATS servers refuse this client, and will go on doing so until its configuration or theirs changes. */
public final class ConnectionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionRefusedException(String message) {
        super(message);
    }
}
