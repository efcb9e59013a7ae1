package dev.natsmesh.runtime.transport;

import java.io.IOException;

import javax.net.ssl.SSLException;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;

/**
 * The socket that jnats' own threads use. It tells that the server is heard, and why TLS failed while reading: with TLS 1.3 a server
 * refuses a client's certificate only after the handshake, when jnats is waiting for something else, and drops the reason. jnats
 * makes it by the name of its class.
 */
public final class ThreadedPort extends SocketDataPortWithWriteTimeout {

    private ThreadedDataPath path;
    /** Whether it has been read from; before that it can't be closed. */
    private volatile boolean connected;

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        path = (ThreadedDataPath) ((Link) options.getConnectionListener()).path();
        path.opening(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!connected) {
            connected = true;
        }
        if (path.isClosed()) {
            // It was being opened when jnats' connection was closed, which then knows nothing of it.
            forceClose();
            throw new IOException("The connection is closed");
        }
        try {
            int count = super.read(target, offset, length);
            path.heard();
            return count;
        } catch (SSLException e) {
            Connection reader = connection;
            reader.getOptions().getErrorListener().exceptionOccurred(reader, e);
            throw e;
        }
    }

    /** Closes it, at the latest when it is first read from, if its path is closed. */
    void end() throws IOException {
        if (connected) {
            forceClose();
        }
    }
}
