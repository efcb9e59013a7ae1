package dev.natsmesh.runtime.codec;

import java.util.List;

import com.fasterxml.jackson.databind.JavaType;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.Takes;
import dev.natsmesh.codec.ValueCodec;

/**
 * A format with what its annotations say.
 *
 * @param types those that are of this form unasked; none if it has to be asked for
 */
record PreparedFormat(BodyFormat format, ContentType contentType, List<Class<?>> types) {

    static PreparedFormat of(BodyFormat format) {
        // A proxy's class inherits the annotations.
        Takes takes = format.getClass().getAnnotation(Takes.class);
        dev.natsmesh.codec.ContentType contentType = format.getClass().getAnnotation(dev.natsmesh.codec.ContentType.class);
        return new PreparedFormat(format, new ContentType(contentType.value()),
                takes == null ? List.of() : List.of(takes.value()));
    }

    boolean takes(JavaType type) {
        return types.stream().anyMatch(taken -> taken.isAssignableFrom(type.getRawClass()));
    }

    boolean isAskedFor(String asked) {
        return types.isEmpty() && contentType.value().equalsIgnoreCase(asked);
    }

    @SuppressWarnings("unchecked") // it gets values of the type that it was asked for
    BodyCodec codec(JavaType type, String what) {
        ValueCodec<Object> codec = (ValueCodec<Object>) format.codec(ReflectedType.of(type));
        if (codec == null) {
            throw new IllegalArgumentException("%s gives no codec for %s, which is %s".formatted(format.getClass().getName(),
                    type.toCanonical(), what));
        }
        return new FormatValue(codec, contentType, type.toCanonical(), what);
    }
}
