package dev.natsmesh.runtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.natsmesh.runtime.call.Headers;

/** Collects frames that go to the server. For use by one thread. */
public final class FrameBuffer {

    private static final int INITIAL_CAPACITY = 1 << 12;
    /** A larger array is given back once it is empty. */
    private static final int KEPT_CAPACITY = 1 << 20;
    private static final int LONGEST_NUMBER = 20;
    private static final int RADIX = 36;
    private static final byte[] PUB = ascii("PUB ");
    private static final byte[] HPUB = ascii("HPUB ");
    private static final byte[] SUB = ascii("SUB ");
    private static final byte[] UNSUB = ascii("UNSUB ");
    private static final byte[] LINE_BREAK = ascii("\r\n");
    private static final byte[] HEADER_VERSION = ascii("NATS/1.0\r\n");

    private byte[] array = new byte[INITIAL_CAPACITY];
    private int length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes the headers take in a frame. */
    public static int sizeOf(Headers headers) {
        if (headers == null || headers.isEmpty()) {
            return 0;
        }
        int[] size = { HEADER_VERSION.length + LINE_BREAK.length };
        headers.forEach((name, value) -> size[0] += name.length() + 1 + value.length() + LINE_BREAK.length);
        return size[0];
    }

    /**
     * A message.
     *
     * @param replyTo where the reply goes, {@code null} for nowhere
     * @param headers may be {@code null}
     */
    public void publish(byte[] subject, byte[] replyTo, Headers headers, byte[] body) {
        int headerSize = begin(subject, headers);
        if (replyTo != null) {
            append(replyTo);
            append((byte) ' ');
        }
        end(headerSize, headers, body);
    }

    /** A message whose reply goes to the prefix with the number, in base 36, after it. */
    public void request(byte[] subject, byte[] replyPrefix, long number, Headers headers, byte[] body) {
        int headerSize = begin(subject, headers);
        append(replyPrefix);
        number(number, RADIX);
        append((byte) ' ');
        end(headerSize, headers, body);
    }

    private int begin(byte[] subject, Headers headers) {
        int headerSize = sizeOf(headers);
        append(headerSize == 0 ? PUB : HPUB);
        append(subject);
        append((byte) ' ');
        return headerSize;
    }

    private void end(int headerSize, Headers headers, byte[] body) {
        if (headerSize > 0) {
            number(headerSize, 10);
            append((byte) ' ');
        }
        number(headerSize + body.length, 10);
        append(LINE_BREAK);
        if (headerSize > 0) {
            append(HEADER_VERSION);
            headers.forEach(this::header);
            append(LINE_BREAK);
        }
        append(body);
        append(LINE_BREAK);
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
        number(subscription, 10);
        append(LINE_BREAK);
    }

    public void unsubscribe(int subscription) {
        append(UNSUB);
        append((byte) FrameParser.OWN);
        number(subscription, 10);
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

    @SuppressWarnings("deprecation") // the only way to copy Latin-1 without an array in between
    private void header(String name, String value) {
        makeRoom(name.length() + value.length() + 1 + LINE_BREAK.length);
        name.getBytes(0, name.length(), array, length);
        length += name.length();
        array[length++] = ':';
        value.getBytes(0, value.length(), array, length);
        length += value.length();
        append(LINE_BREAK);
    }

    private void number(long number, int radix) {
        makeRoom(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = number / radix; rest > 0; rest /= radix) {
            digits++;
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            array[i] = (byte) Character.forDigit((int) (rest % radix), radix);
            rest /= radix;
        }
        length += digits;
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
