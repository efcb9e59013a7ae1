package dev.natsmesh;

/**
 * Nobody serves the subject right now. The call has not run; the caller is told at once, or, if the service has answered before, after
 * it has been tried again for {@code quarkus.nats.clients.no-responders-wait}.
 */
public final class NoRespondersException extends NatsMeshException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message which subject nobody serves
     */
    public NoRespondersException(String message) {
        super(message, null);
    }
}
