package dev.natsmesh.runtime.codec;

import java.io.IOException;

import com.fasterxml.jackson.databind.JavaType;

import dev.natsmesh.MessageFormatException;

/** A body that is the JSON of one value, or what stands in JSON's place. */
final class JsonValue implements BodyCodec {

    private final JacksonForm form;
    private final JsonType json;
    private final String what;

    JsonValue(JacksonForm form, JavaType type, String what) {
        this.form = form;
        this.json = form.type(type);
        this.what = what;
    }

    @Override
    public ContentType contentType() {
        return form.contentType();
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public byte[] encode(Object value) {
        try {
            return json.writer().writeValueAsBytes(value);
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unwritable(what, form, json.name(), e);
        }
    }

    @Override
    public Object decode(byte[] body) {
        if (body.length == 0) {
            throw new MessageFormatException("%s is empty; expected %s of %s".formatted(what, form.name(), kind()), null);
        }
        try {
            return json.read(body);
        } catch (IOException | RuntimeException | StackOverflowError e) { // nested deeper than the stack is
            throw JsonProblem.unreadable(what, form, this::kind, e);
        }
    }

    /** What it is, for peers. */
    private String kind() {
        return JsonKind.of(form.mapper(), json.type());
    }
}
