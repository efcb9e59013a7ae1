package dev.natsmesh.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Tells when a server greets its clients. */
final class ClientPort {

    private static final int ANSWER_MILLIS = 2_000;

    private ClientPort() {
    }

    /** Waits until a connection is accepted and the server's INFO line arrives. */
    static void awaitReady(NatsServer server, Duration limit) {
        Poll.until("the INFO line on port " + server.port(), limit, () -> {
            requireAlive(server);
            return greets(server.port());
        });
        // Whoever greeted may be another process that took the port.
        requireAlive(server);
    }

    static void requireAlive(NatsServer server) {
        if (!server.isAlive()) {
            throw new IllegalStateException("the process has ended");
        }
    }

    private static boolean greets(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
            return line != null && line.startsWith("INFO ");
        } catch (IOException e) {
            return false;
        }
    }
}
