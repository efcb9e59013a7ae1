package dev.natsmesh.runtime.codec;

import java.lang.reflect.Type;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.Takes;
import dev.natsmesh.codec.ValueCodec;
import io.vertx.core.buffer.Buffer;

/** The bytes of a buffer of Vert.x. */
@ContentType(RawBytes.OCTETS)
@Takes(Buffer.class)
final class RawBuffer implements BodyFormat, ValueCodec<Buffer> {

    @Override
    public ValueCodec<Buffer> codec(Type type) {
        return this;
    }

    @Override
    public byte[] encode(Buffer value) {
        return value.getBytes();
    }

    @Override
    public Buffer decode(byte[] body) {
        return Buffer.buffer(body);
    }
}
