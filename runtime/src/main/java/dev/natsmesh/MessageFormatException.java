package dev.natsmesh;

/** A body can't be read as, or written from, the type that the contract names. The service has run if it is the reply. */
public final class MessageFormatException extends NatsMeshException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what could not be converted, and what was expected
     * @param cause the codec's exception
     */
    public MessageFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
