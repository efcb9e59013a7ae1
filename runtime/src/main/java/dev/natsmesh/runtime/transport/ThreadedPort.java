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

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        path = (ThreadedDataPath) ((Link) options.getConnectionListener()).path();
        path.opening(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
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
}
