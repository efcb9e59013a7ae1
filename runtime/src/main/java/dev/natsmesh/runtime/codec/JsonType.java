package dev.natsmesh.runtime.codec;

import java.io.IOException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

/**
 * How Jackson reads and writes a type. All operations share it: what many use stays in the processor's caches.
 *
 * @param whole reads all of a body
 * @param first reads a value, whatever follows it
 * @param parsers for the latter, {@code null} if none can be kept
 */
record JsonType(JavaType type, ObjectReader whole, ObjectReader first, KeptParsers parsers, ObjectWriter writer) {

    static JsonType of(ObjectMapper mapper, JavaType type, KeptParsers parsers) {
        ObjectReader reader = mapper.readerFor(type);
        if (type.isPrimitive()) {
            // Only the value itself must not be null: what is in a record is the application's business.
            reader = reader.with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        }
        return new JsonType(type, reader.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS),
                reader.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS), parsers, mapper.writerFor(type));
    }

    Object read(byte[] body) throws IOException {
        Object value = parsers == null ? KeptParsers.UNREAD : parsers.read(first, body);
        return value == KeptParsers.UNREAD ? whole.readValue(body) : value;
    }

    /** The type, for people who know Java. */
    String name() {
        return type.toCanonical();
    }
}
