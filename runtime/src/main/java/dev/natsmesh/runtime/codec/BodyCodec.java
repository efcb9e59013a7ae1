package dev.natsmesh.runtime.codec;

/**
 * Converts the values of one operation's requests or of its replies. The form of a value is that of
 * {@link dev.natsmesh.runtime.call.Call#payload()}. {@code encode} and {@code decode} fail with
 * {@link dev.natsmesh.MessageFormatException}. What a message's headers tell about its body is the business of
 * {@link MessageBodies}.
 */
public interface BodyCodec {

    /** What {@link #encode} returns for null where {@link #tellsNull()}: this very array, so that the sender adds the header. */
    byte[] NULL = new byte[0];

    ContentType contentType();

    /** Names the body in messages. */
    String what();

    /** Whether no bytes stand for null, so that a header has to tell it. */
    default boolean tellsNull() {
        return false;
    }

    byte[] encode(Object value);

    Object decode(byte[] body);
}
