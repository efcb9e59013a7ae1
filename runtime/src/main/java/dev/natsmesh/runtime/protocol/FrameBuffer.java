package dev.natsmesh.runtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/** Collects frames that go to the server. For use by one thread. */
public final class FrameBuffer {

    private static final int INITIAL_CAPACITY = 1 << 12;
    /** A larger array is given back once it is empty. */
    private static final int KEPT_CAPACITY = 1 << 20;
    private static final int DECIMAL = 10;
    private static final int MOST_DIGITS = 18;
    private static final byte[] PUB = ascii("PUB ");
    private static final byte[] HPUB = ascii("HPUB ");
    private static final byte[] SUB = ascii("SUB ");
    private static final byte[] UNSUB = ascii("UNSUB ");
    private static final byte[] PING = ascii("PING\r\n");
    private static final byte[] LINE_BREAK = ascii("\r\n");
    private static final byte[] HEADER_VERSION = ascii("NATS/1.0\r\n");
    private static final byte[] TIMEOUT = ascii(HeaderNames.TIMEOUT + ":");
    private static final byte[] SEQUENCE = ascii(HeaderNames.SEQUENCE + ":");

    private byte[] array = new byte[INITIAL_CAPACITY];
    private int length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes the headers take in a frame, {@code null} being none. */
    public static int sizeOf(Headers headers) {
        return headers == null || headers.isEmpty() ? 0 : HEADER_VERSION.length + linesOf(headers) + LINE_BREAK.length;
    }

    /** How many bytes the headers of a request with a timeout take in a frame. */
    public static int sizeOf(Headers headers, long timeoutMillis) {
        return sizeOf(TIMEOUT, timeoutMillis, headers);
    }

    /** How many bytes the headers of an item take in a frame. */
    public static int sizeOfItem(long number, Headers headers) {
        return sizeOf(SEQUENCE, number, headers);
    }

    private static int sizeOf(byte[] name, long value, Headers headers) {
        return HEADER_VERSION.length + name.length + digits(value) + LINE_BREAK.length + linesOf(headers) + LINE_BREAK.length;
    }

    private static int linesOf(Headers headers) {
        int size = 0;
        for (int i = 0; i < headers.size(); i++) {
            size += headers.name(i).length() + 1 + headers.value(i).length() + LINE_BREAK.length;
        }
        return size;
    }

    /**
     * A message.
     *
     * @param replyTo where the reply goes, {@code null} for nowhere
     * @param headers may be {@code null}
     */
    public void publish(byte[] subject, byte[] replyTo, Headers headers, byte[] body) {
        int headerSize = sizeOf(headers);
        append(headerSize == 0 ? PUB : HPUB);
        append(subject);
        append((byte) ' ');
        if (replyTo != null) {
            append(replyTo);
            append((byte) ' ');
        }
        if (headerSize > 0) {
            number(headerSize);
            append((byte) ' ');
        }
        number(headerSize + body.length);
        append(LINE_BREAK);
        if (headerSize > 0) {
            append(HEADER_VERSION);
            lines(headers);
            append(LINE_BREAK);
        }
        append(body);
        append(LINE_BREAK);
    }

    /** A question whether the server is there. */
    public void ping() {
        append(PING);
    }

    /** An item of a stream, with its number in the stream. */
    public void item(byte[] subject, long number, Headers headers, byte[] body) {
        append(HPUB);
        append(subject);
        append((byte) ' ');
        numbered(SEQUENCE, number, headers, body);
    }

    /** A message whose reply goes to the prefix with the number after it, and is awaited for that time. */
    public void request(byte[] subject, byte[] replyPrefix, long number, long timeoutMillis, Headers headers, byte[] body) {
        append(HPUB);
        append(subject);
        append((byte) ' ');
        append(replyPrefix);
        base32(number);
        append((byte) ' ');
        numbered(TIMEOUT, timeoutMillis, headers, body);
    }

    /** The rest of a message from its sizes on; its first header is a number. */
    private void numbered(byte[] name, long value, Headers headers, byte[] body) {
        int headerSize = sizeOf(name, value, headers);
        number(headerSize);
        append((byte) ' ');
        number(headerSize + body.length);
        append(LINE_BREAK);
        append(HEADER_VERSION);
        append(name);
        number(value);
        append(LINE_BREAK);
        lines(headers);
        append(LINE_BREAK);
        append(body);
        append(LINE_BREAK);
    }

    /** Where the reply to a {@linkplain #request request} goes. */
    public static byte[] replySubject(byte[] prefix, long number) {
        int digits = Base32.digits(number);
        byte[] subject = Arrays.copyOf(prefix, prefix.length + digits);
        Base32.write(number, subject, prefix.length, digits);
        return subject;
    }

    /** @param queueGroup {@code null} for none */
    public void subscribe(byte[] subject, byte[] queueGroup, int subscription) {
        append(SUB);
        append(subject);
        append((byte) ' ');
        if (queueGroup != null) {
            append(queueGroup);
            append((byte) ' ');
        }
        append((byte) FrameParser.OWN);
        number(subscription);
        append(LINE_BREAK);
    }

    public void unsubscribe(int subscription) {
        append(UNSUB);
        append((byte) FrameParser.OWN);
        number(subscription);
        append(LINE_BREAK);
    }

    /** Whole frames that somebody else has written. */
    public void append(byte[] frames) {
        append(frames, frames.length);
    }

    /** All frames of another buffer, which keeps them. */
    public void append(FrameBuffer frames) {
        append(frames.array, frames.length);
    }

    private void append(byte[] bytes, int count) {
        makeRoom(count);
        System.arraycopy(bytes, 0, array, length, count);
        length += count;
    }

    private void append(byte b) {
        makeRoom(1);
        array[length++] = b;
    }

    private void lines(Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            append(headers.name(i));
            append((byte) ':');
            append(headers.value(i));
            append(LINE_BREAK);
        }
    }

    @SuppressWarnings("deprecation") // the only way to copy Latin-1 without an array in between
    private void append(String text) {
        makeRoom(text.length());
        text.getBytes(0, text.length(), array, length);
        length += text.length();
    }

    private void base32(long number) {
        int digits = Base32.digits(number);
        makeRoom(digits);
        Base32.write(number, array, length, digits);
        length += digits;
    }

    private void number(long number) {
        int digits = digits(number);
        makeRoom(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            array[i] = (byte) ('0' + rest % DECIMAL);
            rest /= DECIMAL;
        }
        length += digits;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long bound = DECIMAL; number >= bound && digits < MOST_DIGITS; bound *= DECIMAL) {
            digits++;
        }
        return digits;
    }

    private void makeRoom(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(length + count, 2 * array.length));
        }
    }

    public int length() {
        return length;
    }

    /** The collected bytes are the first {@link #length()} of it. */
    public byte[] array() {
        return array;
    }

    public void clear() {
        length = 0;
        if (array.length > KEPT_CAPACITY) {
            array = new byte[INITIAL_CAPACITY];
        }
    }
}
