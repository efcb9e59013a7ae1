package dev.natsmesh.runtime.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A message's headers in order; names keep their case and are compared with it (ADR-4). Those that were received stay bytes as long
 * as only single ones are asked for. Not safe for concurrent use.
 */
public final class Headers {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final int FIRST_CAPACITY = 8;
    private static final String[] NONE = {};
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private String[] namesAndValues = NONE;
    private int length;
    /** What was received and is not read yet. */
    private byte[] block;
    /** Where its lines begin, {@code null} as long as nobody has asked for a header. */
    private int[] lines;
    /** Whether values may be other than what is sent. */
    private boolean foreign;

    public Headers() {
        // Those who send add to it.
    }

    private Headers(byte[] block) {
        this.block = block;
    }

    /** @param block a header block as it was received, from the version line on; it is kept */
    public static Headers received(byte[] block) {
        return new Headers(block);
    }

    /** A copy to which more can be added, and which can be sent. */
    public Headers copy() {
        read();
        Headers copy = new Headers();
        if (foreign) {
            forEach(copy::add);
            return copy;
        }
        copy.namesAndValues = namesAndValues.clone();
        copy.length = length;
        return copy;
    }

    /** A copy of the first ones, as they were when there were so many and others only have been added since. */
    public Headers copyOfFirst(int count) {
        Headers copy = copy();
        copy.length = 2 * count;
        return copy;
    }

    private void read() {
        if (block != null) {
            byte[] unread = block;
            block = null;
            lines = null;
            foreign = true;
            HeaderBlock.forEach(unread, this::append);
        }
    }

    /** Adds a header. In the value, what is not printable ASCII becomes {@code ?}: a header is one line of ASCII. */
    public Headers add(String name, String value) {
        read();
        append(name, printable(value));
        return this;
    }

    private void append(String name, String value) {
        if (length == namesAndValues.length) {
            namesAndValues = Arrays.copyOf(namesAndValues, Math.max(FIRST_CAPACITY, 2 * length));
        }
        namesAndValues[length] = name;
        namesAndValues[length + 1] = value;
        length += 2;
    }

    /** Sets a header, and removes others of the same name. */
    public Headers set(String name, String value) {
        return remove(name).add(name, value);
    }

    /** Removes the headers of that name. */
    public Headers remove(String name) {
        read();
        int kept = 0;
        for (int i = 0; i < length; i += 2) {
            if (!namesAndValues[i].equals(name)) {
                namesAndValues[kept] = namesAndValues[i];
                namesAndValues[kept + 1] = namesAndValues[i + 1];
                kept += 2;
            }
        }
        length = kept;
        return this;
    }

    /** The first value of that name, or {@code null}. */
    public String get(String name) {
        if (block != null) {
            return HeaderBlock.value(block, lines(), name);
        }
        for (int i = 0; i < length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    /** How many there are whose names begin so. */
    public int count(String prefix) {
        if (block != null) {
            return HeaderBlock.count(block, lines(), prefix);
        }
        int count = 0;
        for (int i = 0; i < length; i += 2) {
            if (namesAndValues[i].startsWith(prefix)) {
                count++;
            }
        }
        return count;
    }

    /** The number in the header of that name, {@code otherwise} if there is none, or something that is no positive number. */
    public int positive(String name, int otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The values of that name, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        forEach((each, value) -> {
            if (each.equals(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** The number that is the first value of that name, -1 if there is none or if it is other than digits. */
    public long number(String name) {
        if (block != null) {
            return HeaderBlock.number(block, lines(), name);
        }
        String value = get(name);
        return value != null && DIGITS.matcher(value).matches() ? Long.parseLong(value) : -1;
    }

    /** Whether the first value of that name is that text of ASCII. */
    public boolean is(String name, String text) {
        return block != null ? HeaderBlock.is(block, lines(), name, text) : text.equals(get(name));
    }

    private int[] lines() {
        if (lines == null) {
            lines = HeaderBlock.lines(block);
        }
        return lines;
    }

    public boolean isEmpty() {
        read();
        return length == 0;
    }

    /** How many there are. */
    public int size() {
        read();
        return length / 2;
    }

    /** The name of the header at that place; {@link #size()} is asked first. */
    public String name(int index) {
        return namesAndValues[2 * index];
    }

    /** The value of the header at that place; {@link #size()} is asked first. */
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
        read();
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
