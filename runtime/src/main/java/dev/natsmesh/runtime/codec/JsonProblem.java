package dev.natsmesh.runtime.codec;

import com.fasterxml.jackson.core.JacksonException;

import dev.natsmesh.MessageFormatException;

/** Turns the failures of Jackson and of the types it builds into ours; the text crosses the wire, so it names the place but shows nothing of the content. */
final class JsonProblem {

    private JsonProblem() {
    }

    static MessageFormatException unreadable(String what, String expected, Exception e) {
        return new MessageFormatException("%s is not JSON of %s%s".formatted(what, expected, place(e)), e);
    }

    static MessageFormatException unwritable(String what, String type, Exception e) {
        return new MessageFormatException("%s can't be written as JSON of %s".formatted(what, type), e);
    }

    private static String place(Exception e) {
        return e instanceof JacksonException json && json.getLocation() != null
                ? " (line %d, column %d)".formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
                : "";
    }
}
