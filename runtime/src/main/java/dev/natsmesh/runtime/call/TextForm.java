package dev.natsmesh.runtime.call;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Values as text, where they travel neither in a body nor as a stream. The types are {@code String}, the primitive ones with their
 * wrappers, {@code UUID}, and enums, whose text is the constant's name.
 */
public final class TextForm {

    private static final Map<String, TextForm> FORMS = Map.ofEntries(
            form(String.class, text -> text), form(UUID.class, UUID::fromString),
            form(boolean.class, TextForm::booleanOf), form(Boolean.class, TextForm::booleanOf),
            form(char.class, TextForm::charOf), form(Character.class, TextForm::charOf),
            form(byte.class, Byte::valueOf), form(Byte.class, Byte::valueOf),
            form(short.class, Short::valueOf), form(Short.class, Short::valueOf),
            form(int.class, Integer::valueOf), form(Integer.class, Integer::valueOf),
            form(long.class, Long::valueOf), form(Long.class, Long::valueOf),
            form(float.class, Float::valueOf), form(Float.class, Float::valueOf),
            form(double.class, Double::valueOf), form(Double.class, Double::valueOf));

    private final String type;
    private final Function<String, Object> reading;

    private TextForm(String type, Function<String, Object> reading) {
        this.type = type;
        this.reading = reading;
    }

    private static Map.Entry<String, TextForm> form(Class<?> type, Function<String, Object> reading) {
        return Map.entry(type.getName(), new TextForm(type.getSimpleName(), reading));
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
        return new TextForm(type, text -> {
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

    /** The type, for people. */
    @Override
    public String toString() {
        return type;
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
