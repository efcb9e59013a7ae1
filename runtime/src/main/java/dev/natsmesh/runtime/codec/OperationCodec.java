package dev.natsmesh.runtime.codec;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.Headers;

/**
 * Everything about one operation's bodies, prepared once.
 *
 * @param request the arguments
 * @param stream the items that the caller streams, {@code null} if it doesn't
 * @param reply the result, or the items that the service streams
 * @param errors the failures
 * @param bodies what headers tell about requests, items and replies
 * @param response whether a result is a {@link dev.natsmesh.Response}, which has headers of the reply
 */
public record OperationCodec(BodyCodec request, BodyCodec stream, BodyCodec reply, ErrorCodec errors,
        MessageBodies bodies, boolean response) {

    /**
     * The result, or one instance's, that a reply has which is no error.
     *
     * @throws MessageFormatException if it can't be read
     */
    public Object reply(Headers headers, byte[] body) {
        Object result = body(headers, body);
        return response ? new ReceivedResponse(result, headers) : result;
    }

    private Object body(Headers headers, byte[] body) {
        if (MessageBodies.isPlain(headers, body)) {
            return reply.decode(body);
        }
        try {
            return bodies.decode(reply, headers, body);
        } catch (RefusedBodyException e) {
            throw new MessageFormatException(e.getMessage(), null);
        }
    }
}
