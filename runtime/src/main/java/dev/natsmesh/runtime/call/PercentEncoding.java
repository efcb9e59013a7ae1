package dev.natsmesh.runtime.call;

/** Bytes of UTF-8 as {@code %} and two digits (RFC 3986). Half a surrogate pair is written as if it were a character. */
final class PercentEncoding {

    static final char ESCAPE = '%';
    /** The length of a byte that is written so. */
    static final int ESCAPED = 3;

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();
    private static final int FOUR_BITS = 0xF;

    private PercentEncoding() {
    }

    /** Whether RFC 3986 leaves the character as it is. */
    static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                || c == '-' || c == '_' || c == '.' || c == '~';
    }

    static void append(int codePoint, StringBuilder target) {
        if (codePoint < 0x80) {
            appendByte(codePoint, target);
        } else if (codePoint < 0x800) {
            appendByte(0xC0 | codePoint >> 6, target);
            appendContinuation(codePoint, target);
        } else if (codePoint < 0x10000) {
            appendByte(0xE0 | codePoint >> 12, target);
            appendContinuation(codePoint >> 6, target);
            appendContinuation(codePoint, target);
        } else {
            appendByte(0xF0 | codePoint >> 18, target);
            appendContinuation(codePoint >> 12, target);
            appendContinuation(codePoint >> 6, target);
            appendContinuation(codePoint, target);
        }
    }

    private static void appendContinuation(int bits, StringBuilder target) {
        appendByte(0x80 | bits & 0x3F, target);
    }

    private static void appendByte(int value, StringBuilder target) {
        target.append(ESCAPE).append(DIGITS[value >> 4]).append(DIGITS[value & FOUR_BITS]);
    }

    /** The byte that is written at that place, -1 if there is none. */
    static int byteAt(CharSequence text, int position) {
        if (position + ESCAPED > text.length() || text.charAt(position) != ESCAPE) {
            return -1;
        }
        int high = digit(text.charAt(position + 1));
        int low = digit(text.charAt(position + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
