package dev.natsmesh.runtime.protobuf;

import java.io.IOException;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.ContentType;

/** A body that is one protobuf message. An empty body is one, too: all its fields have their default values. */
final class ProtobufValue implements BodyCodec {

    private final Class<? extends MessageLite> type;
    private final Parser<? extends MessageLite> parser;
    private final String what;

    ProtobufValue(MessageLite defaultInstance, String what) {
        this.type = defaultInstance.getClass();
        this.parser = defaultInstance.getParserForType();
        this.what = what;
    }

    @Override
    public ContentType contentType() {
        return ContentType.PROTOBUF;
    }

    @Override
    public byte[] encode(Object value) {
        if (value == null) {
            throw new MessageFormatException("%s is null, which protobuf can't write; expected a %s"
                    .formatted(what, type.getName()), null);
        }
        try {
            return ((MessageLite) value).toByteArray();
        } catch (RuntimeException e) {
            throw new MessageFormatException("%s can't be written as protobuf of %s".formatted(what, type.getName()), e);
        }
    }

    @Override
    public Object decode(byte[] body) {
        try {
            return parser.parseFrom(body);
        } catch (IOException | RuntimeException e) {
            throw new MessageFormatException("%s is not protobuf of %s".formatted(what, type.getName()), e);
        }
    }
}
