package dev.natsmesh;

/** The connection to the NATS servers was lost, or there was none until the call's deadline. */
public final class ConnectionLostException extends NatsMeshException {

    private static final long serialVersionUID = 1L;

    private final boolean mayHaveRun;

    /**
     * @param message what was lost
     * @param mayHaveRun whether the request had left when the connection was lost
     */
    public ConnectionLostException(String message, boolean mayHaveRun) {
        super(message, null);
        this.mayHaveRun = mayHaveRun;
    }

    /**
     * Whether the service may have run the call.
     *
     * @return {@code false} when the request never left, so that repeating the call is safe
     */
    public boolean mayHaveRun() {
        return mayHaveRun;
    }
}
