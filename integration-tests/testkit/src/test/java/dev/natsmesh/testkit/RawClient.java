package dev.natsmesh.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** As much of the client protocol as these tests need. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader lines;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        lines.readLine();
        send("CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\",\"version\":\"0\",\"protocol\":1}");
        roundTrip();
    }

    void roundTrip() throws IOException {
        send("PING");
        lineStartingWith("PONG");
    }

    void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    String lineStartingWith(String start) throws IOException {
        return lineThat("starts with " + start, line -> line.startsWith(start));
    }

    String lineContaining(String text) throws IOException {
        return lineThat("contains " + text, line -> line.contains(text));
    }

    /** Skips other lines; fails when there is none in time, or the server closes the connection. */
    private String lineThat(String what, Predicate<String> condition) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (condition.test(line)) {
                return line;
            }
        }
        throw new IOException("The server closed the connection; expected a line that " + what);
    }

    /** How long to wait for a line from now on. */
    void waitAtMost(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
