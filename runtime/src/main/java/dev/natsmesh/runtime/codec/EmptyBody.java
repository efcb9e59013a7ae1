package dev.natsmesh.runtime.codec;

/** No arguments, or no result: the body is empty, and one that is not is ignored. */
record EmptyBody(String what) implements BodyCodec {

    private static final byte[] EMPTY = new byte[0];

    @Override
    public ContentType contentType() {
        return ContentType.NOTHING;
    }

    @Override
    public byte[] encode(Object value) {
        return EMPTY;
    }

    @Override
    public Object decode(byte[] body) {
        return null;
    }
}
