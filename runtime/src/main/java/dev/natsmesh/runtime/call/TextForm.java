package dev.natsmesh.runtime.call;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values as text, where they travel neither in a body nor as a stream. The types are {@code String}, the primitive ones with their
 * wrappers, {@code UUID}, and enums, whose text is the constant's name.
 */
public final class TextForm {

    private static final Map<String, TextForm> FORMS = Map.ofEntries(
            form(String.class, "a text", text -> text), form(UUID.class, "a UUID", UUID::fromString),
            form(boolean.class, "true or false", TextForm::booleanOf),
            form(Boolean.class, "true or false", TextForm::booleanOf),
            form(char.class, "one character", TextForm::charOf), form(Character.class, "one character", TextForm::charOf),
            form(byte.class, "a whole number", Byte::valueOf), form(Byte.class, "a whole number", Byte::valueOf),
            form(short.class, "a whole number", Short::valueOf), form(Short.class, "a whole number", Short::valueOf),
            form(int.class, "a whole number", Integer::valueOf), form(Integer.class, "a whole number", Integer::valueOf),
            form(long.class, "a whole number", Long::valueOf), form(Long.class, "a whole number", Long::valueOf),
            form(float.class, "a number", Float::valueOf), form(Float.class, "a number", Float::valueOf),
            form(double.class, "a number", Double::valueOf), form(Double.class, "a number", Double::valueOf));

    private final String words;
    private final Function<String, Object> reading;

    private TextForm(String words, Function<String, Object> reading) {
        this.words = words;
        this.reading = reading;
    }

    private static Map.Entry<String, TextForm> form(Class<?> type, String words, Function<String, Object> reading) {
        return Map.entry(type.getName(), new TextForm(words, reading));
    }

    /** Whether values of the type have a text by themselves; those of enums do, too. */
    public static boolean isKnown(String type) {
        return FORMS.containsKey(type);
    }

    /**
     * The form of that type's values.
     *
     * @throws IllegalArgumentException if they have none
     */
    public static TextForm of(String type) {
        TextForm known = FORMS.get(type);
        return known != null ? known : ofEnum(type);
    }

    private static TextForm ofEnum(String type) {
        Object[] constants;
        try {
            constants = Class.forName(type, true, Thread.currentThread().getContextClassLoader()).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("The type %s can't be loaded".formatted(type), e);
        }
        if (constants == null) {
            throw new IllegalArgumentException("Values of %s have no text".formatted(type));
        }
        String words = Stream.of(constants).map(TextForm::write).collect(Collectors.joining(", ", "one of ", ""));
        return new TextForm(words, text -> {
            for (Object constant : constants) {
                if (write(constant).equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("unknown constant");
        });
    }

    public static String write(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** @throws IllegalArgumentException if no value has that text */
    public Object read(String text) {
        return reading.apply(text);
    }

    /** What values are, for people who may know no Java. */
    @Override
    public String toString() {
        return words;
    }

    private static Object booleanOf(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Object charOf(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }
}
