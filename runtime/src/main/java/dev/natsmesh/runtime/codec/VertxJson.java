package dev.natsmesh.runtime.codec;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Vert.x' own types where Jackson meets them: JSON as itself, a buffer as a {@code byte[]}. */
final class VertxJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    VertxJson() {
        add(JsonObject.class, JsonObject::getMap, (parser, context) -> new JsonObject(properties(parser, context)));
        add(JsonArray.class, JsonArray::getList,
                (parser, context) -> new JsonArray((List<?>) context.readValue(parser, List.class)));
        add(Buffer.class, Buffer::getBytes, (parser, context) -> Buffer.buffer(parser.getBinaryValue()));
    }

    @SuppressWarnings("unchecked") // Jackson's maps of JSON have names as keys
    private static Map<String, Object> properties(JsonParser parser, DeserializationContext context) throws IOException {
        return context.readValue(parser, Map.class);
    }

    private interface Written<T> {
        Object of(T value);
    }

    private interface Read<T> {
        T from(JsonParser parser, DeserializationContext context) throws IOException;
    }

    private <T> void add(Class<T> type, Written<T> written, Read<T> read) {
        addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider serializers) throws IOException {
                serializers.defaultSerializeValue(written.of(value), json);
            }
        });
        addDeserializer(type, new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return read.from(parser, context);
            }
        });
    }
}
