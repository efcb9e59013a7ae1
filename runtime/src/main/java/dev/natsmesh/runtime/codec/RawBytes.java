package dev.natsmesh.runtime.codec;

import java.lang.reflect.Type;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.Takes;
import dev.natsmesh.codec.ValueCodec;

/** The bytes themselves. */
@ContentType(RawBytes.OCTETS)
@Takes(byte[].class)
final class RawBytes implements BodyFormat, ValueCodec<byte[]> {

    static final String OCTETS = "application/octet-stream";

    @Override
    public ValueCodec<byte[]> codec(Type type) {
        return this;
    }

    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] body) {
        return body;
    }
}
