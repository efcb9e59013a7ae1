package dev.natsmesh.runtime.transport;

import java.io.IOException;

import javax.net.ssl.SSLException;

import io.nats.client.Connection;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;

/**
 * A socket that reports why TLS failed while reading. With TLS 1.3 a server refuses a client's certificate only after the
 * handshake, when jnats is waiting for something else, and drops the reason. jnats makes it by the name of its class.
 */
public final class TlsDataPort extends SocketDataPortWithWriteTimeout {

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (SSLException e) {
            Connection reader = connection;
            reader.getOptions().getErrorListener().exceptionOccurred(reader, e);
            throw e;
        }
    }
}
