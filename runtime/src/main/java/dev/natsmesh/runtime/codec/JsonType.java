package dev.natsmesh.runtime.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

/** How Jackson reads and writes a type. All operations share it: what many use stays in the processor's caches. */
record JsonType(JavaType type, ObjectReader reader, ObjectWriter writer) {

    static JsonType of(ObjectMapper mapper, JavaType type) {
        ObjectReader whole = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        // Only the value itself must not be null: what is in a record is the application's business.
        return new JsonType(type,
                type.isPrimitive() ? whole.with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) : whole,
                mapper.writerFor(type));
    }

    /** The type, for people who know Java. */
    String name() {
        return type.toCanonical();
    }
}
