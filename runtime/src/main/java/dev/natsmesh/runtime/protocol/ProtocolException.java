package dev.natsmesh.runtime.protocol;

/** The bytes from a server are not NATS' protocol; the connection can't be used any further. */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
