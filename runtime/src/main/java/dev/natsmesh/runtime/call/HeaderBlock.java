package dev.natsmesh.runtime.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The header block of a message (ADR-4): a version line, which may carry a status, then {@code Name: value} lines, then an empty
 * one. Servers pass it on as the sender wrote it, so lines that make no sense are skipped; names are printable ASCII.
 */
public final class HeaderBlock {

    private static final byte[] VERSION = "NATS/1.0".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_DIGITS = 3;
    private static final int FEW_LINES = 4;
    /** As many as a {@code long} can have at least. */
    private static final int MOST_DIGITS = 18;

    private HeaderBlock() {
    }

    /** The status in the version line, 0 if there is none. */
    public static int status(byte[] array, int start, int end) {
        int position = skipSpaces(array, start + VERSION.length, lineEnd(array, start, end));
        if (end - position < STATUS_DIGITS || !startsWithVersion(array, start, end)) {
            return 0;
        }
        int status = 0;
        for (int i = 0; i < STATUS_DIGITS; i++) {
            int digit = array[position + i] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            status = status * 10 + digit;
        }
        return status;
    }

    /** What follows the status, may be empty. */
    public static String statusText(byte[] array, int start, int end) {
        int lineEnd = lineEnd(array, start, end);
        int position = skipSpaces(array, start + VERSION.length, lineEnd) + STATUS_DIGITS;
        return position >= lineEnd ? "" : string(array, skipSpaces(array, position, lineEnd), lineEnd);
    }

    /** Where the lines after the first begin; there may be places at the end that are no line. */
    static int[] lines(byte[] block) {
        int[] lines = new int[FEW_LINES];
        int count = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                if (count == lines.length) {
                    lines = Arrays.copyOf(lines, 2 * count);
                }
                lines[count++] = i + 1;
            }
        }
        Arrays.fill(lines, count, lines.length, block.length);
        return lines;
    }

    /** The first value of that name, {@code null} if there is none. */
    static String value(byte[] block, int[] lines, String name) {
        for (int line : lines) {
            if (isNamed(block, line, name)) {
                return valueOf(block, line + name.length() + 1, lineEnd(block, line, block.length));
            }
        }
        return null;
    }

    /** How many names begin so. */
    static int count(byte[] block, int[] lines, String prefix) {
        int count = 0;
        for (int line : lines) {
            if (begins(block, line, prefix)) {
                count++;
            }
        }
        return count;
    }

    /** The number that is the first value of that name, -1 if there is none or if it is other than digits. */
    static long number(byte[] block, int[] lines, String name) {
        for (int line : lines) {
            if (isNamed(block, line, name)) {
                return digits(block, skipSpaces(block, line + name.length() + 1, block.length));
            }
        }
        return -1;
    }

    /** The digits up to the end of the line. */
    private static long digits(byte[] block, int start) {
        long number = 0;
        int position = start;
        for (; position < block.length && block[position] >= '0' && block[position] <= '9'; position++) {
            number = 10 * number + block[position] - '0';
        }
        int count = position - start;
        return count > 0 && count <= MOST_DIGITS && isLineEnd(block, position) ? number : -1;
    }

    private static boolean isLineEnd(byte[] block, int position) {
        int feed = position < block.length && block[position] == '\r' ? position + 1 : position;
        return feed == block.length || block[feed] == '\n';
    }

    /** Whether the first value of that name is that text of ASCII. */
    static boolean is(byte[] block, int[] lines, String name, String text) {
        for (int line : lines) {
            if (isNamed(block, line, name)) {
                int start = skipSpaces(block, line + name.length() + 1, block.length);
                int end = start + text.length();
                return end <= block.length && isLineEnd(block, end) && startsWith(block, start, text);
            }
        }
        return false;
    }

    private static boolean isNamed(byte[] block, int line, String name) {
        int colon = line + name.length();
        return colon < block.length && block[colon] == ':' && begins(block, line, name);
    }

    private static boolean begins(byte[] block, int line, String name) {
        if (line + name.length() > block.length) {
            return false;
        }
        return startsWith(block, line, name);
    }

    private static boolean startsWith(byte[] block, int start, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (block[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String valueOf(byte[] block, int afterColon, int lineEnd) {
        return string(block, skipSpaces(block, afterColon, lineEnd), lineEnd);
    }

    static void forEach(byte[] block, BiConsumer<String, String> action) {
        int line = nextLine(block, 0, block.length);
        while (line < block.length) {
            int lineEnd = lineEnd(block, line, block.length);
            int colon = indexOf(block, (byte) ':', line, lineEnd);
            if (colon > line && isName(block, line, colon)) {
                action.accept(string(block, line, colon), valueOf(block, colon + 1, lineEnd));
            }
            line = nextLine(block, line, block.length);
        }
    }

    /** Others could be asked for by nobody, and could not be sent on. */
    private static boolean isName(byte[] block, int start, int end) {
        for (int i = start; i < end; i++) {
            if (block[i] <= ' ' || block[i] > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithVersion(byte[] array, int start, int end) {
        if (end - start < VERSION.length) {
            return false;
        }
        for (int i = 0; i < VERSION.length; i++) {
            if (array[start + i] != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    private static int nextLine(byte[] array, int start, int end) {
        int feed = indexOf(array, (byte) '\n', start, end);
        return feed < 0 ? end : feed + 1;
    }

    /** Where the line's text ends, without carriage return and line feed. */
    private static int lineEnd(byte[] array, int start, int end) {
        int feed = indexOf(array, (byte) '\n', start, end);
        int lineEnd = feed < 0 ? end : feed;
        return lineEnd > start && array[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    }

    private static int skipSpaces(byte[] array, int start, int end) {
        int position = start;
        while (position < end && (array[position] == ' ' || array[position] == '\t')) {
            position++;
        }
        return Math.min(position, end);
    }

    private static int indexOf(byte[] array, byte wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (array[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String string(byte[] array, int start, int end) {
        return new String(array, start, end - start, StandardCharsets.UTF_8);
    }
}
