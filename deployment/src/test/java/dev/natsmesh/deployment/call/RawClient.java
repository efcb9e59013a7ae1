package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;

/** A socket to a NATS server: no library keeps it from sending nonsense. */
final class RawClient implements Closeable {

    private static final String INBOX = "_INBOX.raw.";

    private final Socket socket;
    private final InputStream input;
    private final BitSet waiting = new BitSet();
    private final BitSet replied = new BitSet();
    private int sent;
    private int expected;
    private int pongs;

    /** @param patience how long it waits for anything to come */
    RawClient(String url, Duration patience) throws IOException {
        URI server = URI.create(url);
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout((int) patience.toMillis());
        input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        write(("CONNECT {\"verbose\":false,\"headers\":true,\"no_responders\":true}\r\nSUB " + INBOX + "> 1\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        roundTrip();
    }

    /** Sends as many requests, and waits until each that has to be answered is. */
    void exchange(HostileRequests requests, int count) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int[] ends = new int[count];
        int first = sent;
        for (int i = 0; i < count; ends[i++] = frames.size(), sent++) {
            if (requests.writeNext(INBOX + sent, frames)) {
                waiting.set(sent);
                expected++;
            }
        }
        write(frames.toByteArray());
        try {
            while (!waiting.isEmpty()) {
                read();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Not answered: " + waiting.stream().mapToObj(number -> {
                int start = number == first ? 0 : ends[number - first - 1];
                return new String(frames.toByteArray(), start, Math.min(1_000, ends[number - first] - start), ISO_8859_1);
            }).toList(), e);
        }
    }

    void send(String frames) throws IOException {
        write(frames.getBytes(ISO_8859_1));
        roundTrip();
    }

    int expected() {
        return expected;
    }

    /** A second reply to a request is found where it comes, at the latest here. */
    void assertNothingElseCame() throws IOException {
        roundTrip();
    }

    private void roundTrip() throws IOException {
        int before = pongs;
        write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        while (pongs == before) {
            read();
        }
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private void read() throws IOException {
        String line = line();
        String[] fields = line.split(" ");
        switch (fields[0]) {
            case "MSG", "HMSG" -> {
                input.skipNBytes(Integer.parseInt(fields[fields.length - 1]) + 2L);
                int number = Integer.parseInt(fields[1].split("\\.")[2]);
                assertThat(replied.get(number)).as("a second reply to request %d", number).isFalse();
                replied.set(number);
                waiting.clear(number);
            }
            case "PING" -> write("PONG\r\n".getBytes(StandardCharsets.US_ASCII));
            case "PONG" -> pongs++;
            case "INFO", "-ERR" -> {
                // What the server refuses never reached the service; where it closes the connection, that is seen.
            }
            default -> throw new IOException("The server says " + line);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = input.read(); b != '\n'; b = input.read()) {
            if (b < 0) {
                throw new EOFException("The server has ended the connection; requests that wait: " + waiting);
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
