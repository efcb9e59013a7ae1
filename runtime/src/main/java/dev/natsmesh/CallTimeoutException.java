package dev.natsmesh;

/** No answer came before the call's deadline. The call may have run. */
public final class CallTimeoutException extends NatsMeshException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what timed out, and after how long
     */
    public CallTimeoutException(String message) {
        super(message, null);
    }
}
