package dev.natsmesh.runtime.call;

/**
 * Any text as one token of a subject, for subjects that have arguments in them. Letters, digits, {@code -}, {@code _} and {@code ~}
 * stay as they are; every other byte of the text's UTF-8 is {@code %} and two digits, as in a URL but for the dot, which would begin
 * another token; the empty text is {@code %}. Each text has one form and no other is read, so what a server's permissions say about
 * a subject can't be evaded by writing its tokens differently.
 *
 * <p>A token is as long as its text asks for, up to nine times. Whoever builds a subject bounds it.
 */
public final class SubjectToken {

    /** Nothing else is written so. */
    private static final String EMPTY = "%";

    private SubjectToken() {
    }

    /** The token for that text; the text itself where nothing needs to be escaped. */
    public static String encode(String text) {
        int plain = plainLength(text);
        if (plain < text.length()) {
            return escape(text, plain);
        }
        return text.isEmpty() ? EMPTY : text;
    }

    private static String escape(String text, int plain) {
        StringBuilder token = new StringBuilder(text.length() + 8 * PercentEncoding.ESCAPED).append(text, 0, plain);
        int position = plain;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            position += Character.charCount(codePoint);
            if (codePoint < 0x80 && isPlain((char) codePoint)) {
                token.append((char) codePoint);
            } else {
                PercentEncoding.append(codePoint, token);
            }
        }
        return token.toString();
    }

    /**
     * The text of that token.
     *
     * @throws IllegalArgumentException if no text has this token
     */
    public static String decode(String token) {
        int plain = plainLength(token);
        if (plain == token.length() && plain > 0) {
            return token;
        }
        if (token.equals(EMPTY)) {
            return "";
        }
        StringBuilder text = new StringBuilder(token.length()).append(token, 0, plain);
        int position = plain;
        while (position < token.length()) {
            char c = token.charAt(position);
            if (isPlain(c)) {
                text.append(c);
                position++;
            } else {
                position = unescape(token, position, text);
            }
        }
        String decoded = text.toString();
        // One comparison finds what need not have been escaped, lower case digits, and pairs of surrogates that are one character.
        if (!encode(decoded).equals(token)) {
            throw malformed(token);
        }
        return decoded;
    }

    /** Reads one character. @return where it ends */
    private static int unescape(String token, int start, StringBuilder text) {
        int first = PercentEncoding.byteAt(token, start);
        int length = lengthOf(first);
        if (length == 0) {
            throw malformed(token);
        }
        int codePoint = length == 1 ? first : first & 0x7F >> length;
        int position = start + PercentEncoding.ESCAPED;
        for (int i = 1; i < length; i++) {
            int next = PercentEncoding.byteAt(token, position);
            if (next < 0 || (next & 0xC0) != 0x80) {
                throw malformed(token);
            }
            codePoint = codePoint << 6 | next & 0x3F;
            position += PercentEncoding.ESCAPED;
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw malformed(token);
        }
        text.appendCodePoint(codePoint);
        return position;
    }

    /** How many bytes a character has that begins with this one, 0 if none does. */
    private static int lengthOf(int first) {
        if (first < 0) {
            return 0;
        } else if (first < 0x80) {
            return 1;
        } else if (first < 0xC0 || first >= 0xF8) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static int plainLength(String text) {
        int position = 0;
        while (position < text.length() && isPlain(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private static boolean isPlain(char c) {
        return c != '.' && PercentEncoding.isUnreserved(c);
    }

    private static IllegalArgumentException malformed(String token) {
        return new IllegalArgumentException(
                ("'%s' is no escaped token: expected letters, digits, '-', '_' and '~' as they are, "
                        + "and any other byte of UTF-8 as '%%' and two digits in upper case").formatted(token));
    }
}
