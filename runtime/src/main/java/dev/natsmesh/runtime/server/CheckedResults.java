package dev.natsmesh.runtime.server;

import java.util.function.Consumer;

import dev.natsmesh.runtime.call.ValueChecks;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.ContentType;

/** Results that are checked before they are written: what is not as it was declared is not sent. */
record CheckedResults(BodyCodec codec, Consumer<Object> check) implements BodyCodec {

    /** The codec itself if there is nothing to check. */
    static BodyCodec of(BodyCodec codec, ValueChecks checks) {
        Consumer<Object> check = checks.ofResults();
        return check == null ? codec : new CheckedResults(codec, check);
    }

    @Override
    public ContentType contentType() {
        return codec.contentType();
    }

    @Override
    public String what() {
        return codec.what();
    }

    @Override
    public boolean tellsNull() {
        return codec.tellsNull();
    }

    @Override
    public byte[] encode(Object value) {
        check.accept(value);
        return codec.encode(value);
    }

    @Override
    public Object decode(byte[] body) {
        return codec.decode(body);
    }
}
