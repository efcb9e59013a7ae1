package io.nats.client.impl;

import java.io.IOException;

import io.nats.client.Connection;
import io.nats.client.support.NatsUri;

/**
 * A {@link DataPort} that can be implemented outside of this package: the interface itself names a class that only this package
 * sees.
 */
public abstract class OpenDataPort implements DataPort {

    @Override
    public final void connect(NatsConnection connection, NatsUri server, long timeoutNanos) throws IOException {
        open(connection, server, timeoutNanos);
    }

    @Override
    @Deprecated
    public final void connect(String server, NatsConnection connection, long timeoutNanos) throws IOException {
        throw new UnsupportedOperationException("jnats connects by NatsUri");
    }

    /** Opens the socket. */
    protected abstract void open(Connection connection, NatsUri server, long timeoutNanos) throws IOException;
}
