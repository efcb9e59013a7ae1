package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A TLS context whose certificates are taken anew for each connection attempt, so that they can be replaced while the application
 * runs, and whose sockets obey the given parameters. jnats by itself verifies the certificate but not that it is that host's:
 * {@link SSLParameters#setEndpointIdentificationAlgorithm} makes it do so.
 */
public final class TlsContext extends SSLContext {

    private TlsContext(Contexts contexts) {
        super(contexts, null, "TLS");
    }

    /**
     * @param current gives the context of the certificates that hold now
     * @param parameters set on each socket
     */
    public static SSLContext of(Callable<SSLContext> current, SSLParameters parameters) {
        return new TlsContext(new Contexts(current, parameters));
    }

    /** Hands out what the current context has. */
    private static final class Contexts extends SSLContextSpi {

        private final Callable<SSLContext> current;
        private final SSLParameters parameters;

        Contexts(Callable<SSLContext> current, SSLParameters parameters) {
            this.current = current;
            this.parameters = parameters;
        }

        private SSLContext now() {
            try {
                return current.call();
            } catch (Exception e) {
                throw new IllegalStateException("The TLS configuration can't be used", e);
            }
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("A TLS context that follows a configuration is initialised already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Sockets(now().getSocketFactory(), parameters);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("This TLS context is a client's");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return with(now().createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return with(now().createSSLEngine(host, port));
        }

        private SSLEngine with(SSLEngine engine) {
            engine.setSSLParameters(parameters);
            return engine;
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return now().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return now().getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return now().getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return now().getSupportedSSLParameters();
        }
    }

    /** Sockets with the parameters set. */
    private static final class Sockets extends SSLSocketFactory {

        private final SSLSocketFactory factory;
        private final SSLParameters parameters;

        Sockets(SSLSocketFactory factory, SSLParameters parameters) {
            this.factory = factory;
            this.parameters = parameters;
        }

        private Socket with(Socket socket) {
            ((SSLSocket) socket).setSSLParameters(parameters);
            return socket;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return with(factory.createSocket());
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return with(factory.createSocket(socket, host, port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return with(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return with(factory.createSocket(host, port, localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return with(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return with(factory.createSocket(address, port, localAddress, localPort));
        }
    }
}
