package dev.natsmesh.codec;

/**
 * Converts values of one type to bodies and back. Many calls use it at the same time, on event loops and on other threads: it may
 * not block. {@code null} never gets here; it travels as a header.
 *
 * @param <T> the values' type
 */
public interface ValueCodec<T> {

    /**
     * @param value never {@code null}
     * @return the body, may be empty; it is sent as it is, and must not be changed any more
     * @throws Exception if the value has no such form: the call fails with {@link dev.natsmesh.MessageFormatException} where it is
     *         the argument, and with code 500 where it is the result
     */
    byte[] encode(T value) throws Exception;

    /**
     * @param body as the peer sent it, which may be anything; it may be kept
     * @return the value
     * @throws Exception if the body is something else: the caller gets code 400 where it is the request, and
     *         {@link dev.natsmesh.MessageFormatException} where it is the reply. The exception's text goes to nobody but the log.
     */
    T decode(byte[] body) throws Exception;
}
