package dev.natsmesh.runtime.codec;

import java.io.IOException;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/**
 * Bodies as messages carry them: with headers that tell their form, null where no bytes do, and compression. JSON as it is needs
 * none of them, and is looked at for all of them at once.
 */
public final class MessageBodies {

    /** What the names of the headers begin with that tell something about a body's bytes. */
    private static final String TELLING = "Content-";
    private static final String TRUE = "true";

    private final Compression compression;

    public MessageBodies(Compression compression) {
        this.compression = compression;
    }

    /** What is sent of a body that the codec made: it is compressed if that is worth it, and what has to be told is added. */
    public byte[] sent(BodyCodec codec, byte[] body, Headers headers) {
        tell(codec, body == BodyCodec.NULL, headers);
        return isLarge(body) ? compressed(body, headers) : body;
    }

    /** Adds what has to be told about a body that is not compressed. */
    public static void tell(BodyCodec codec, boolean isNull, Headers headers) {
        codec.contentType().tell(headers);
        if (isNull) {
            headers.add(HeaderNames.NULL, TRUE);
        }
    }

    /** Whether the body is to be compressed for those who can read it. */
    public boolean isLarge(byte[] body) {
        return body.length >= compression.minSize();
    }

    /** The body compressed, and the header added that tells it; or the body itself, if it is no larger. */
    public byte[] compressed(byte[] body, Headers headers) {
        byte[] compressed = Gzip.compress(body);
        if (compressed.length >= body.length) {
            return body;
        }
        headers.add(HeaderNames.CONTENT_ENCODING, Gzip.NAME);
        return compressed;
    }

    /** Tells that compressed replies can be read, where compression is used. */
    public void accept(Headers headers) {
        if (compression.isUsed()) {
            headers.add(HeaderNames.ACCEPT_ENCODING, Gzip.NAME);
        }
    }

    /** Whether who sent these headers can read compressed replies. */
    public static boolean isAccepted(Headers headers) {
        String accepted = headers.get(HeaderNames.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String coding : accepted.split(",")) {
            if (coding.trim().equalsIgnoreCase(Gzip.NAME)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the headers tell nothing about a body, so that its codec can decode it as it is. */
    public static boolean isPlain(Headers headers, byte[] body) {
        return body.length > 0 && headers.count(TELLING) == 0;
    }

    /**
     * Decodes a body by what its headers tell, if they do.
     *
     * @throws RefusedBodyException if that doesn't fit
     * @throws MessageFormatException if the body doesn't
     */
    public Object decode(BodyCodec codec, Headers headers, byte[] body) {
        if (codec.contentType() == ContentType.NOTHING) {
            return codec.decode(body);
        }
        refuseOthers(codec, headers);
        return value(codec, headers, decompressed(codec, headers.get(HeaderNames.CONTENT_ENCODING), body));
    }

    /**
     * Decodes an item of a stream by what its headers tell, if they do. It must not be compressed: the credit of a stream goes by the
     * size that messages have.
     *
     * @throws RefusedBodyException if that doesn't fit
     * @throws MessageFormatException if the item doesn't
     */
    public static Object decodeItem(BodyCodec codec, Headers headers, byte[] body) {
        if (isPlain(headers, body)) {
            return codec.decode(body);
        }
        refuseOthers(codec, headers);
        String encoding = headers.get(HeaderNames.CONTENT_ENCODING);
        if (encoding != null) {
            throw new RefusedBodyException(ErrorCodec.UNSUPPORTED, "%s is encoded by %s; expected none for an item of a stream"
                    .formatted(codec.what(), ContentType.shown(encoding)));
        }
        return value(codec, headers, body);
    }

    private static void refuseOthers(BodyCodec codec, Headers headers) {
        if (!codec.contentType().takes(headers)) {
            throw new RefusedBodyException(ErrorCodec.UNSUPPORTED, codec.contentType().refusal(codec.what(), headers));
        }
    }

    private static Object value(BodyCodec codec, Headers headers, byte[] plain) {
        return plain.length == 0 && codec.tellsNull() && TRUE.equals(headers.get(HeaderNames.NULL))
                ? null
                : codec.decode(plain);
    }

    /**
     * A body as it was before it was compressed.
     *
     * @param encoding the header that tells how it is, {@code null} if it isn't
     * @throws RefusedBodyException if that is another way, or the body becomes too large
     * @throws MessageFormatException if it isn't what the header tells
     */
    public byte[] decompressed(BodyCodec codec, String encoding, byte[] body) {
        if (encoding == null) {
            return body;
        }
        if (!encoding.trim().equalsIgnoreCase(Gzip.NAME)) {
            throw new RefusedBodyException(ErrorCodec.UNSUPPORTED,
                    "%s is encoded by %s; expected %s, or none".formatted(codec.what(), ContentType.shown(encoding),
                            Gzip.NAME));
        }
        byte[] plain;
        try {
            plain = Gzip.decompress(body, compression.maxSize());
        } catch (IOException e) {
            throw new MessageFormatException("%s is not %s, as its header tells".formatted(codec.what(), Gzip.NAME), e);
        }
        if (plain.length > compression.maxSize()) {
            throw new RefusedBodyException(ErrorCodec.TOO_LARGE,
                    "%s has more than %d bytes when it is decompressed (quarkus.nats.compression.max-decompressed-size)"
                            .formatted(codec.what(), compression.maxSize()));
        }
        return plain;
    }
}
