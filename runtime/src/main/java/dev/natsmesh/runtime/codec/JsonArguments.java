package dev.natsmesh.runtime.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.natsmesh.MessageFormatException;

/**
 * A body that is one object, of JSON or of what stands in its place, with a property for each parameter. Unknown properties are ignored; a missing one is
 * {@code null}; one that is missing or null is an error for a primitive, and so is one that occurs twice.
 */
final class JsonArguments implements BodyCodec {

    private final JacksonForm form;
    private final ObjectMapper mapper;
    private final String[] names;
    private final JavaType[] types;
    private final ObjectReader[] readers;
    private final ObjectWriter[] writers;
    private final Map<String, Integer> positions = new HashMap<>();
    private final String expected;
    private final String what;

    JsonArguments(JacksonForm form, String[] names, JavaType[] types, String what) {
        this.form = form;
        this.mapper = form.mapper();
        this.names = names;
        this.types = types;
        this.readers = new ObjectReader[types.length];
        this.writers = new ObjectWriter[types.length];
        for (int i = 0; i < types.length; i++) {
            readers[i] = mapper.readerFor(types[i]);
            writers[i] = mapper.writerFor(types[i]);
            positions.put(names[i], i);
        }
        this.expected = "an object with the properties " + String.join(", ", names);
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
        Object[] arguments = (Object[]) value;
        ByteArrayOutputStream body = new ByteArrayOutputStream(128);
        try (JsonGenerator json = mapper.createGenerator(body)) {
            json.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                json.writeFieldName(names[i]);
                writers[i].writeValue(json, arguments[i]);
            }
            json.writeEndObject();
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unwritable(what, form, expected, e);
        }
        return body.toByteArray();
    }

    @Override
    public Object decode(byte[] body) {
        Object[] arguments = new Object[names.length];
        boolean[] present = new boolean[names.length];
        try (JsonParser json = mapper.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MessageFormatException("%s is not %s of %s".formatted(what, form.name(), expected), null);
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                Integer position = positions.get(json.currentName());
                json.nextToken();
                if (position == null) {
                    json.skipChildren();
                } else {
                    if (present[position]) {
                        throw new MessageFormatException("%s has the property %s twice".formatted(what, names[position]), null);
                    }
                    arguments[position] = argument(json, position);
                    present[position] = true;
                }
            }
            if (json.nextToken() != null) {
                throw new MessageFormatException("%s goes on after the end of its object".formatted(what), null);
            }
        } catch (MessageFormatException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) { // nested deeper than the stack is
            throw JsonProblem.unreadable(what, form, () -> expected, e);
        }
        for (int i = 0; i < names.length; i++) {
            if (!present[i]) {
                arguments[i] = absent(i);
            }
        }
        return arguments;
    }

    private Object argument(JsonParser json, int position) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL && types[position].isPrimitive()) {
            return absent(position);
        }
        try {
            return readers[position].readValue(json);
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.unreadable(what, form, () -> expected, names[position], e);
        }
    }

    private Object absent(int position) {
        if (types[position].isPrimitive()) {
            throw new MessageFormatException(
                    "%s lacks the property %s, %s".formatted(what, names[position], JsonKind.of(mapper, types[position])),
                    null);
        }
        return null;
    }
}
