package dev.natsmesh.runtime.codec;

/**
 * Everything about one operation's bodies, prepared once.
 *
 * @param request the arguments
 * @param stream the items that the caller streams, {@code null} if it doesn't
 * @param reply the result, or the items that the service streams
 * @param errors the failures
 * @param bodies what headers tell about requests, items and replies
 */
public record OperationCodec(BodyCodec request, BodyCodec stream, BodyCodec reply, ErrorCodec errors,
        MessageBodies bodies) {
}
