package dev.natsmesh.runtime.protobuf;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;

import jakarta.inject.Singleton;

import com.google.protobuf.MessageLite;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.Takes;
import dev.natsmesh.codec.ValueCodec;

/** Generated message classes are of this form. A bean only where there is protobuf's library. */
@Singleton
@ContentType("application/protobuf")
@Takes(MessageLite.class)
public class ProtobufFormat implements BodyFormat {

    @Override
    public ValueCodec<?> codec(Type type) {
        return new ProtobufValue(defaultInstance((Class<?>) type).getParserForType());
    }

    private static MessageLite defaultInstance(Class<?> type) {
        try {
            return (MessageLite) type.getMethod("getDefaultInstance").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("%s has no default instance; expected a public, generated class of a message"
                    .formatted(type.getName()), e);
        }
    }
}
