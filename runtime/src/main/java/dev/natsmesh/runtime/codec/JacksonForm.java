package dev.natsmesh.runtime.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * JSON, or what Jackson writes in its place.
 *
 * @param parsers that are used again, {@code null} for none
 * @param types those that are used: what many operations use stays in the processor's caches
 */
record JacksonForm(ContentType contentType, String name, ObjectMapper mapper, KeptParsers parsers,
        Map<JavaType, JsonType> types) {

    JacksonForm(ContentType contentType, String name, ObjectMapper mapper) {
        this(contentType, name, mapper, KeptParsers.of(mapper), new ConcurrentHashMap<>());
    }

    static JacksonForm of(JacksonFormat format, ObjectMapper json) {
        return new JacksonForm(new ContentType(format.contentType()), format.name(),
                json.copyWith(format.factory(json.getFactory())));
    }

    JsonType type(JavaType type) {
        return types.computeIfAbsent(type, wanted -> JsonType.of(mapper, wanted, parsers));
    }
}
