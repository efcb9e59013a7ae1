package dev.natsmesh.runtime.codec;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
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
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
        this.type = type;
        this.what = what;
    }

    @Override
    public byte[] encode(Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
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
        } catch (IOException e) {
            throw JsonProblem.unreadable(what, type.toCanonical(), e);
        }
    }
}
