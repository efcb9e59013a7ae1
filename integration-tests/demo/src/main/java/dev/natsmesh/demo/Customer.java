package dev.natsmesh.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request over a connection of its own, of which nothing is hidden: it takes what is read and hardly more, and can go away. */
final class Customer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final Socket socket;
    private final BufferedReader answer;

    /** Asks, and doesn't wait for the answer. */
    Customer(URI url) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        // The body of HTTP 1.0 is all that comes until the connection ends.
        socket.getOutputStream().write("GET %s%s HTTP/1.0\r\nHost: %s\r\n\r\n"
                .formatted(url.getPath(), url.getQuery() == null ? "" : "?" + url.getQuery(), url.getAuthority())
                .getBytes(StandardCharsets.US_ASCII));
        answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads up to the body, and fails if the answer is none of success. */
    Customer expectSuccess() throws IOException {
        String status = answer.readLine();
        if (status == null || !status.contains(" 200 ")) {
            throw new IllegalStateException("The storefront answers " + status);
        }
        String header = status;
        while (header != null && !header.isEmpty()) {
            header = answer.readLine();
        }
        return this;
    }

    /** The next line of the body, {@code null} at its end. */
    String line() throws IOException {
        return answer.readLine();
    }

    /** Goes away, whatever is still to come. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
