package dev.natsmesh.runtime.codec;

import java.io.IOException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.natsmesh.MessageFormatException;

/** A body that is the JSON of one value. */
final class JsonValue implements BodyCodec {

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final JavaType type;
    private final String what;

    JsonValue(ObjectMapper mapper, JavaType type, String what) {
        ObjectReader whole = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        // Only the value itself must not be null: what is in a record is the application's business.
        this.reader = type.isPrimitive() ? whole.with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) : whole;
        this.writer = mapper.writerFor(type);
        this.type = type;
        this.what = what;
    }

    @Override
    public ContentType contentType() {
        return ContentType.JSON;
    }

    @Override
    public byte[] encode(Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unwritable(what, type.toCanonical(), e);
        }
    }

    @Override
    public Object decode(byte[] body) {
        if (body.length == 0) {
            throw new MessageFormatException("%s is empty; expected JSON of %s".formatted(what, type.toCanonical()), null);
        }
        try {
            return reader.readValue(body);
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unreadable(what, type.toCanonical(), e);
        }
    }
}
