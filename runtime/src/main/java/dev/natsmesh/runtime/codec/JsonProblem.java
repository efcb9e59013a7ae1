package dev.natsmesh.runtime.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;

import dev.natsmesh.MessageFormatException;

/**
 * Turns the failures of Jackson and of the types it builds into ours; the text crosses the wire, so it names the place but shows
 * nothing of the content.
 */
final class JsonProblem {

    private JsonProblem() {
    }

    static MessageFormatException unreadable(String what, JacksonForm form, String expected, Throwable e) {
        return new MessageFormatException("%s is not %s of %s%s".formatted(what, form.name(), expected, place(e)), e);
    }

    static MessageFormatException unwritable(String what, JacksonForm form, String type, Exception e) {
        return new MessageFormatException("%s can't be written as %s of %s".formatted(what, form.name(), type), e);
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
