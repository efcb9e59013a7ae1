package dev.natsmesh.runtime.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A message's headers in order; names keep their case and are compared with it (ADR-4). Not safe for concurrent use.
 */
public final class Headers {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final int FIRST_CAPACITY = 8;
    private static final String[] NONE = {};

    private String[] namesAndValues = NONE;
    private int length;

    /** Adds a header. In the value, what is not printable ASCII becomes {@code ?}: a header is one line of ASCII. */
    public Headers add(String name, String value) {
        if (length == namesAndValues.length) {
            namesAndValues = Arrays.copyOf(namesAndValues, Math.max(FIRST_CAPACITY, 2 * length));
        }
        namesAndValues[length] = name;
        namesAndValues[length + 1] = printable(value);
        length += 2;
        return this;
    }

    /** Sets a header, and removes others of the same name. */
    public Headers set(String name, String value) {
        int kept = 0;
        for (int i = 0; i < length; i += 2) {
            if (!namesAndValues[i].equals(name)) {
                namesAndValues[kept] = namesAndValues[i];
                namesAndValues[kept + 1] = namesAndValues[i + 1];
                kept += 2;
            }
        }
        length = kept;
        return add(name, value);
    }

    /** The first value of that name, or {@code null}. */
    public String get(String name) {
        for (int i = 0; i < length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** How many there are. */
    public int size() {
        return length / 2;
    }

    public String name(int index) {
        return namesAndValues[2 * index];
    }

    public String value(int index) {
        return namesAndValues[2 * index + 1];
    }

    /** The names, each as often as it occurs. */
    public List<String> names() {
        List<String> names = new ArrayList<>(size());
        forEach((name, value) -> names.add(name));
        return names;
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < length; i += 2) {
            action.accept(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    private static String printable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isPrintable(value.charAt(i))) {
                return replaceUnprintable(value);
            }
        }
        return value;
    }

    private static String replaceUnprintable(String value) {
        StringBuilder line = new StringBuilder(value.length());
        value.codePoints().forEach(point -> line.append(
                point <= LAST_PRINTABLE && isPrintable((char) point)
                        ? (char) point
                        : Character.isWhitespace(point) ? ' ' : '?'));
        return line.toString();
    }

    private static boolean isPrintable(char c) {
        return c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE;
    }
}
