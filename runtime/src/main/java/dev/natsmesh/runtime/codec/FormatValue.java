package dev.natsmesh.runtime.codec;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.codec.ValueCodec;

/** A body that is one value in a format's form. */
final class FormatValue implements BodyCodec {

    private final ValueCodec<Object> codec;
    private final ContentType contentType;
    private final String type;
    private final String what;

    FormatValue(ValueCodec<Object> codec, ContentType contentType, String type, String what) {
        this.codec = codec;
        this.contentType = contentType;
        this.type = type;
        this.what = what;
    }

    @Override
    public ContentType contentType() {
        return contentType;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public boolean tellsNull() {
        return true;
    }

    @Override
    public byte[] encode(Object value) {
        if (value == null) {
            return NULL;
        }
        byte[] body;
        try {
            body = codec.encode(value);
        } catch (Exception e) {
            throw unwritable(e);
        }
        if (body == null) {
            throw unwritable(null);
        }
        return body;
    }

    private MessageFormatException unwritable(Exception cause) {
        return new MessageFormatException("%s can't be written as %s of %s".formatted(what, contentType.value(), type), cause);
    }

    @Override
    public Object decode(byte[] body) {
        try {
            return codec.decode(body);
        } catch (Exception e) {
            throw new MessageFormatException("%s is not %s".formatted(what, contentType.value()), e);
        }
    }
}
