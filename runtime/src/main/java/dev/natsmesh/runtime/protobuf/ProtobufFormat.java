package dev.natsmesh.runtime.protobuf;

import java.lang.reflect.InvocationTargetException;

import jakarta.inject.Singleton;

import com.google.protobuf.MessageLite;

import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.BodyFormat;

/** Generated message classes are of this form. A bean only where there is protobuf's library. */
@Singleton
public class ProtobufFormat implements BodyFormat {

    @Override
    public BodyCodec codec(Class<?> type, String what) {
        return MessageLite.class.isAssignableFrom(type) ? new ProtobufValue(defaultInstance(type), what) : null;
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
