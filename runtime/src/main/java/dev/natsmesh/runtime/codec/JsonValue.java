package dev.natsmesh.runtime.codec;

import java.io.IOException;

import dev.natsmesh.MessageFormatException;

/** A body that is the JSON of one value. */
final class JsonValue implements BodyCodec {

    private final JsonType json;
    private final String what;

    JsonValue(JsonType json, String what) {
        this.json = json;
        this.what = what;
    }

    @Override
    public ContentType contentType() {
        return ContentType.JSON;
    }

    @Override
    public byte[] encode(Object value) {
        try {
            return json.writer().writeValueAsBytes(value);
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unwritable(what, json.name(), e);
        }
    }

    @Override
    public Object decode(byte[] body) {
        if (body.length == 0) {
            throw new MessageFormatException("%s is empty; expected JSON of %s".formatted(what, json.name()), null);
        }
        try {
            return json.reader().readValue(body);
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unreadable(what, json.name(), e);
        }
    }
}
