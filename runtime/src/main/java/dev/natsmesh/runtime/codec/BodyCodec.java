package dev.natsmesh.runtime.codec;

/**
 * Converts the values of one operation's requests or of its replies. The form of a value is that of
 * {@link dev.natsmesh.runtime.call.Call#payload()}. Both methods fail with {@link dev.natsmesh.MessageFormatException}.
 */
public interface BodyCodec {

    ContentType contentType();

    byte[] encode(Object value);

    Object decode(byte[] body);
}
