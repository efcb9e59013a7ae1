package dev.natsmesh.runtime.transport;

/** What a transport is able to do at the moment. */
public enum TransportState {
    /** There is no connection; one is being sought. */
    DISCONNECTED, CONNECTED,
    /** No new messages are taken; what is unfinished is being finished. */
    DRAINING, CLOSED
}
