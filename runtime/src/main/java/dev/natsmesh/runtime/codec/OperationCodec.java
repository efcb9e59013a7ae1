package dev.natsmesh.runtime.codec;

/**
 * Everything about one operation's bodies, prepared once.
 *
 * @param request the arguments
 * @param reply the result
 * @param errors the failures
 * @param bodies what headers tell about the former two
 */
public record OperationCodec(BodyCodec request, BodyCodec reply, ErrorCodec errors, MessageBodies bodies) {
}
