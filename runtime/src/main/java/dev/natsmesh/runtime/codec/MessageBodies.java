package dev.natsmesh.runtime.codec;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/** Bodies as messages carry them: with headers that tell their form, and null where no bytes do. JSON needs none of them. */
public final class MessageBodies {

    /** What the names of the headers begin with that tell something about a body's bytes. */
    private static final String TELLING = "Content-";
    private static final String TRUE = "true";

    /** Encodes a value, and adds what has to be told about it. */
    public byte[] encode(BodyCodec codec, Object value, Headers headers) {
        byte[] body = codec.encode(value);
        tell(codec, body == BodyCodec.NULL, headers);
        return body;
    }

    /** Adds what has to be told about a body that is not changed. */
    public static void tell(BodyCodec codec, boolean isNull, Headers headers) {
        codec.contentType().tell(headers);
        if (isNull) {
            headers.add(HeaderNames.NULL, TRUE);
        }
    }

    /**
     * @throws RefusedBodyException if what the headers tell doesn't fit
     * @throws dev.natsmesh.MessageFormatException if the body doesn't
     */
    public Object decode(BodyCodec codec, Headers headers, byte[] body) {
        if (codec.contentType() != ContentType.NOTHING && headers.count(TELLING) > 0
                && !codec.contentType().takes(headers)) {
            throw new RefusedBodyException(ErrorCodec.UNSUPPORTED, codec.contentType().refusal(codec.what(), headers));
        }
        if (body.length == 0 && codec.tellsNull() && TRUE.equals(headers.get(HeaderNames.NULL))) {
            return null;
        }
        return codec.decode(body);
    }
}
