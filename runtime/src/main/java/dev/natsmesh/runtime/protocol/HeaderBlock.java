package dev.natsmesh.runtime.protocol;

import java.nio.charset.StandardCharsets;

import dev.natsmesh.runtime.call.Headers;

/**
 * The header block of a message (ADR-4): a version line, which may carry a status, then {@code Name: value} lines, then an empty
 * one. Servers pass it on as the sender wrote it, so lines that make no sense are skipped.
 */
final class HeaderBlock {

    private static final byte[] VERSION = "NATS/1.0".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_DIGITS = 3;

    private HeaderBlock() {
    }

    /** The status in the version line, 0 if there is none. */
    static int status(byte[] array, int start, int end) {
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

    static String statusText(byte[] array, int start, int end) {
        int lineEnd = lineEnd(array, start, end);
        int position = skipSpaces(array, start + VERSION.length, lineEnd) + STATUS_DIGITS;
        return position >= lineEnd ? "" : string(array, skipSpaces(array, position, lineEnd), lineEnd);
    }

    static Headers parse(byte[] array, int start, int end) {
        Headers headers = new Headers();
        if (!startsWithVersion(array, start, end)) {
            return headers;
        }
        int line = nextLine(array, start, end);
        while (line < end) {
            int lineEnd = lineEnd(array, line, end);
            int colon = indexOf(array, (byte) ':', line, lineEnd);
            if (colon > line) {
                headers.add(string(array, line, colon), string(array, skipSpaces(array, colon + 1, lineEnd), lineEnd));
            }
            line = nextLine(array, line, end);
        }
        return headers;
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
