package dev.natsmesh.runtime.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A message's headers in order; names keep their case and are compared with it (ADR-4). Not safe for concurrent use.
 */
public final class Headers {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private final List<String> namesAndValues = new ArrayList<>(8);

    /** Adds a header. In the value, what is not printable ASCII becomes {@code ?}: a header is one line of ASCII. */
    public Headers add(String name, String value) {
        namesAndValues.add(name);
        namesAndValues.add(printable(value));
        return this;
    }

    /** Sets a header, and removes others of the same name. */
    public Headers set(String name, String value) {
        for (int i = namesAndValues.size() - 2; i >= 0; i -= 2) {
            if (namesAndValues.get(i).equals(name)) {
                namesAndValues.subList(i, i + 2).clear();
            }
        }
        return add(name, value);
    }

    /** The first value of that name, or {@code null}. */
    public String get(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals(name)) {
                return namesAndValues.get(i + 1);
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return namesAndValues.isEmpty();
    }

    /** The names, each as often as it occurs. */
    public List<String> names() {
        List<String> names = new ArrayList<>(namesAndValues.size() / 2);
        forEach((name, value) -> names.add(name));
        return names;
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            action.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
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
