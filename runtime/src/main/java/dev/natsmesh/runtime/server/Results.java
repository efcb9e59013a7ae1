package dev.natsmesh.runtime.server;

import java.util.function.Consumer;

import dev.natsmesh.Response;
import dev.natsmesh.runtime.call.ValueChecks;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.OperationCodec;

/** What an endpoint's method has returned, on its way to the reply. */
interface Results {

    /** Checks a result and encodes it; the headers that it has become those of the call's reply. */
    byte[] body(ReceivedCall call, Object result);

    static Results of(OperationCodec codec, ValueChecks checks) {
        if (codec.response()) {
            return new Responses(codec.reply(), checks.ofResults());
        }
        BodyCodec reply = CheckedResults.of(codec.reply(), checks);
        return (call, result) -> reply.encode(result);
    }

    /**
     * Results with headers. {@code null} is one without any.
     *
     * @param check {@code null} for no check
     */
    record Responses(BodyCodec codec, Consumer<Object> check) implements Results {

        @Override
        public byte[] body(ReceivedCall call, Object result) {
            if (check != null) {
                check.accept(result);
            }
            Response<?> response = (Response<?>) result;
            byte[] body = codec.encode(response == null ? null : response.body());
            if (response != null) {
                response.headerNames().forEach(name -> ReplyHeader.set(call, name, response.headers(name)));
            }
            return body;
        }
    }
}
