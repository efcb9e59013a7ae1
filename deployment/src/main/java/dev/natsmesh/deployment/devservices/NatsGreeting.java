package dev.natsmesh.deployment.devservices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The INFO line, with which a NATS server greets whoever connects. */
final class NatsGreeting {

    private static final int LIMIT_MILLIS = 1_000;
    private static final String BEGIN = "INFO ";

    private NatsGreeting() {
    }

    /** Whether a NATS server answers on this port of the loopback interface. */
    static boolean comesFrom(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            byte[] begin = socket.getInputStream().readNBytes(BEGIN.length());
            return BEGIN.equals(new String(begin, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }
}
