package dev.natsmesh.runtime.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Any text as the value of a header, which is one line of ASCII. Printable ASCII stays as it is. A value with anything else in it,
 * or with a blank at an end, is written as RFC 8187 has it: {@code UTF-8''} and percent-encoded UTF-8. So is one that only looks
 * as if it were.
 */
public final class HeaderValue {

    private static final String MARK = "UTF-8''";
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private HeaderValue() {
    }

    /** The value for that text; the text itself where it can stand in a header. Half a surrogate pair becomes U+FFFD. */
    public static String encode(String text) {
        return isPlain(text) ? text : escape(text);
    }

    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0) {
            return true;
        }
        if (text.charAt(0) == ' ' || text.charAt(length - 1) == ' ' || text.startsWith(MARK)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String escape(String text) {
        StringBuilder value = new StringBuilder(MARK.length() + PercentEncoding.ESCAPED * text.length()).append(MARK);
        int position = 0;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            position += Character.charCount(codePoint);
            if (codePoint < 0x80 && PercentEncoding.isUnreserved((char) codePoint)) {
                value.append((char) codePoint);
            } else {
                PercentEncoding.append(isSurrogate(codePoint) ? REPLACEMENT_CHARACTER : codePoint, value);
            }
        }
        return value.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** The text of that value. One that is not of the form is its own text, as that of a peer who doesn't know of it. */
    public static String decode(String value) {
        return value.startsWith(MARK) ? unescape(value) : value;
    }

    private static String unescape(String value) {
        byte[] bytes = new byte[value.length() - MARK.length()];
        int length = 0;
        int position = MARK.length();
        while (position < value.length()) {
            char c = value.charAt(position);
            if (c == PercentEncoding.ESCAPE) {
                int escaped = PercentEncoding.byteAt(value, position);
                if (escaped < 0) {
                    return value;
                }
                bytes[length++] = (byte) escaped;
                position += PercentEncoding.ESCAPED;
            } else if (c > ' ' && c <= '~') {
                bytes[length++] = (byte) c;
                position++;
            } else {
                return value;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            return value;
        }
    }
}
