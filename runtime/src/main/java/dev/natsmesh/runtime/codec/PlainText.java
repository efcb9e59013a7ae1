package dev.natsmesh.runtime.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.ValueCodec;

/** A text itself in UTF-8, where a contract asks for that; unasked it is JSON. What is no UTF-8 is refused, not mended. */
@ContentType("text/plain")
final class PlainText implements BodyFormat, ValueCodec<String> {

    @Override
    public ValueCodec<String> codec(Type type) {
        if (type != String.class) {
            throw new IllegalArgumentException("text/plain is for java.lang.String alone, not for " + type.getTypeName());
        }
        return this;
    }

    @Override
    public byte[] encode(String value) throws CharacterCodingException {
        ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        byte[] body = new byte[bytes.remaining()];
        bytes.get(body);
        return body;
    }

    @Override
    public String decode(byte[] body) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }
}
