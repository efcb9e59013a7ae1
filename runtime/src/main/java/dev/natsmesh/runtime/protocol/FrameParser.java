package dev.natsmesh.runtime.protocol;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/**
 * Tells the frames in a server's bytes apart, however the bytes are split into reads. Messages of our own subscriptions, whose
 * identifiers begin with {@link #OWN}, are handed over in place; all else goes on untouched. For use by one thread.
 */
public final class FrameParser {

    /** What the identifiers of our own subscriptions begin with; a number follows. */
    public static final char OWN = 'm';

    private static final int INITIAL_CAPACITY = 1 << 16;
    /** A larger buffer is given back once it is empty. */
    private static final int KEPT_CAPACITY = 1 << 20;
    private static final int LONGEST_LINE = 1 << 20;
    /** Far above what a server can be configured for. */
    private static final int LARGEST_MESSAGE = 1 << 28;
    private static final int LINE_BREAK = 2;
    private static final int MAX_TOKENS = 5;

    private final FrameHandler handler;
    private final Frame frame = new Frame();
    private final int[] tokens = new int[2 * MAX_TOKENS];

    private byte[] buffer = new byte[INITIAL_CAPACITY];
    private int start;
    private int end;
    /** Up to where no line feed has been found yet. */
    private int searched;
    /** How many bytes from the start on the frame needs as far as is known. */
    private int needed;

    public FrameParser(FrameHandler handler) {
        this.handler = handler;
    }

    /**
     * Takes all bytes that can be read, and hands over the frames that are complete.
     *
     * @throws ProtocolException if they are not NATS' protocol
     */
    public void read(ByteBuf bytes) {
        int length = bytes.readableBytes();
        makeRoom(length);
        bytes.readBytes(buffer, end, length);
        end += length;
        while (end - start >= Math.max(1, needed) && readFrame()) {
            searched = start;
            needed = 0;
        }
        if (start == end) {
            start = 0;
            end = 0;
            searched = 0;
            if (buffer.length > KEPT_CAPACITY) {
                buffer = new byte[INITIAL_CAPACITY];
            }
        }
    }

    private void makeRoom(int length) {
        int kept = end - start;
        int wanted = Math.max(kept + length, needed);
        if (buffer.length - start < wanted) {
            byte[] target = buffer.length >= wanted ? buffer : new byte[Math.max(wanted, 2 * buffer.length)];
            System.arraycopy(buffer, start, target, 0, kept);
            buffer = target;
            searched -= start;
            start = 0;
            end = kept;
        }
    }

    /** @return whether a whole frame was there */
    private boolean readFrame() {
        int feed = endOfLine();
        if (feed < 0) {
            if (end - start > LONGEST_LINE) {
                throw new ProtocolException("A line from the NATS server is longer than %d bytes".formatted(LONGEST_LINE));
            }
            searched = end;
            return false;
        }
        int afterLine = feed + 1;
        boolean headers = isOperation("HMSG ");
        if (!headers && !isOperation("MSG ")) {
            handler.other(buffer, start, afterLine - start);
            start = afterLine;
            return true;
        }
        int count = split(feed);
        int sizes = headers ? 2 : 1;
        if (count != 2 + sizes && count != 3 + sizes) {
            throw malformed(feed, "expected %d or %d fields".formatted(2 + sizes, 3 + sizes));
        }
        int total = size(count - 1, feed);
        int headerSize = headers ? size(count - 2, feed) : 0;
        if (headerSize > total) {
            throw malformed(feed, "its headers are larger than the whole");
        }
        needed = afterLine - start + total + LINE_BREAK;
        searched = feed;
        int frameEnd = start + needed;
        if (end < frameEnd) {
            return false;
        }
        if (buffer[frameEnd - 2] != '\r' || buffer[frameEnd - 1] != '\n') {
            throw malformed(feed, "no line break after its body");
        }
        int subscription = ownSubscription();
        if (subscription < 0) {
            handler.other(buffer, start, needed);
        } else {
            boolean reply = count == 3 + sizes;
            frame.array = buffer;
            frame.subscription = subscription;
            frame.subjectStart = tokens[0];
            frame.subjectEnd = tokens[1];
            frame.replyStart = reply ? tokens[4] : 0;
            frame.replyEnd = reply ? tokens[5] : 0;
            frame.headersStart = afterLine;
            frame.bodyStart = afterLine + headerSize;
            frame.bodyEnd = afterLine + total;
            handler.message(frame);
        }
        start = frameEnd;
        return true;
    }

    private int endOfLine() {
        byte[] bytes = buffer;
        for (int i = searched; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean isOperation(String operation) {
        if (end - start < operation.length()) {
            return false;
        }
        for (int i = 0; i < operation.length(); i++) {
            if (buffer[start + i] != operation.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Finds the fields after the operation. @return how many there are; more than are known count as one too many */
    private int split(int feed) {
        int lineEnd = feed > start && buffer[feed - 1] == '\r' ? feed - 1 : feed;
        int position = start;
        while (buffer[position] != ' ') {
            position++;
        }
        int count = 0;
        while (position < lineEnd) {
            while (position < lineEnd && isBlank(buffer[position])) {
                position++;
            }
            int from = position;
            while (position < lineEnd && !isBlank(buffer[position])) {
                position++;
            }
            if (position > from) {
                if (count == MAX_TOKENS) {
                    return count + 1;
                }
                tokens[2 * count] = from;
                tokens[2 * count + 1] = position;
                count++;
            }
        }
        return count;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private int size(int token, int feed) {
        long size = digits(tokens[2 * token], tokens[2 * token + 1]);
        if (size < 0 || size > LARGEST_MESSAGE) {
            throw malformed(feed, "its size is not a number up to " + LARGEST_MESSAGE);
        }
        return (int) size;
    }

    private int ownSubscription() {
        int from = tokens[2];
        if (buffer[from] != OWN) {
            return -1;
        }
        return (int) digits(from + 1, tokens[3]);
    }

    /** @return -1 if these are not digits, or too many */
    private long digits(int from, int to) {
        if (from == to || to - from > 9) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private ProtocolException malformed(int feed, String problem) {
        int shown = Math.min(feed - start, 200);
        StringBuilder line = new StringBuilder(shown);
        for (byte b : Arrays.copyOfRange(buffer, start, start + shown)) {
            line.append(b >= ' ' && b <= '~' ? (char) b : '?');
        }
        return new ProtocolException("A message from the NATS server is malformed, %s: %s".formatted(problem, line));
    }
}
