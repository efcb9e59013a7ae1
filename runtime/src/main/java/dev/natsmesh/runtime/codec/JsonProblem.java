package dev.natsmesh.runtime.codec;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;

import dev.natsmesh.MessageFormatException;

/**
 * Turns the failures of Jackson and of the types it builds into ours. The text crosses the wire, so it names the place and what was
 * expected there, but no type of Java, and shows nothing of the content.
 */
final class JsonProblem {

    /** A peer decides how deep a path is. */
    private static final int LONGEST_PATH = 200;

    private JsonProblem() {
    }

    /** @param expected what the whole body should be */
    static MessageFormatException unreadable(String what, JacksonForm form, Supplier<String> expected, Throwable e) {
        return unreadable(what, form, expected, "", e);
    }

    /** @param parameter the property of the body that was read, empty for the whole of it */
    static MessageFormatException unreadable(String what, JacksonForm form, Supplier<String> expected, String parameter,
            Throwable e) {
        String path = e instanceof JsonMappingException mapping ? path(parameter, mapping) : parameter;
        String kind = path.isEmpty() ? null : expectedThere(form, e);
        String text = kind == null
                ? "%s is not %s of %s%s".formatted(what, form.name(), expected.get(), place(e))
                : "%s: %s is not %s%s".formatted(what, path, kind, place(e));
        return new MessageFormatException(text, e);
    }

    static MessageFormatException unwritable(String what, JacksonForm form, String type, Exception e) {
        return new MessageFormatException("%s can't be written as %s of %s".formatted(what, form.name(), type), e);
    }

    /** In words, {@code null} if something is wrong with the form itself. */
    private static String expectedThere(JacksonForm form, Throwable e) {
        if (e instanceof PropertyBindingException) {
            return "an object of known properties";
        } else if (e instanceof MismatchedInputException mismatch) {
            String kind = kind(form, mismatch.getTargetType());
            return e instanceof InvalidFormatException && kind.equals(JsonKind.TEXT) ? "a text of the expected form" : kind;
        } else if (e instanceof InputCoercionException number) {
            return kind(form, number.getTargetType()) + " in its range";
        } else if (e instanceof JsonMappingException && e.getCause() instanceof InputCoercionException number) {
            return expectedThere(form, number);
        }
        return e instanceof JsonMappingException && !(e.getCause() instanceof JacksonException) ? "a valid value" : null;
    }

    private static String kind(JacksonForm form, Class<?> type) {
        return type == null ? JsonKind.UNKNOWN : JsonKind.of(form.mapper(), form.mapper().constructType(type));
    }

    private static String path(String parameter, JsonMappingException e) {
        StringBuilder path = new StringBuilder(parameter);
        List<Reference> steps = e.getPath();
        // The name of an unknown property, and keys of maps, are content.
        int known = e instanceof PropertyBindingException ? steps.size() - 1 : steps.size();
        for (Reference step : steps.subList(0, Math.max(0, known))) {
            if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            } else if (isMap(step.getFrom())) {
                path.append("[*]");
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
            if (path.length() > LONGEST_PATH) {
                return path.substring(0, LONGEST_PATH) + "...";
            }
        }
        return path.toString();
    }

    private static boolean isMap(Object from) {
        return from instanceof Map || from instanceof Class<?> type && Map.class.isAssignableFrom(type);
    }

    private static String place(Throwable e) {
        JsonLocation location = e instanceof JacksonException json ? json.getLocation() : null;
        if (location == null) {
            return "";
        }
        return location.getLineNr() > 0
                ? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr())
                : " (byte %d)".formatted(location.getByteOffset());
    }
}
