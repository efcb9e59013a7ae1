package dev.natsmesh.runtime.codec;

/** A form of bodies for types that are not written as JSON. */
public interface BodyFormat {

    /**
     * @param type the type of a request's only value, or of a result
     * @param what names the body in messages
     * @return the codec of such bodies, {@code null} if the type is not of this form
     * @throws IllegalArgumentException if it is, but can't be made
     */
    BodyCodec codec(Class<?> type, String what);
}
