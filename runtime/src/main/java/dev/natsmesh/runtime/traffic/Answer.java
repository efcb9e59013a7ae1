package dev.natsmesh.runtime.traffic;

import java.util.Objects;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/**
 * What a request was answered, as far as it is compared.
 *
 * @param code the error's code, {@code null} if it is no error
 * @param error the name of the contract's exception, {@code null} if it is none
 * @param encoding how the body is compressed, {@code null} if it isn't
 * @param isNull whether the headers say that the value is null
 */
record Answer(String code, String error, String encoding, boolean isNull, byte[] body) {

    /** There was no answer. */
    static final Answer NONE = new Answer(null, null, null, true, new byte[0]);

    static Answer of(Headers headers, byte[] body) {
        return new Answer(headers.get(HeaderNames.ERROR_CODE), headers.get(HeaderNames.ERROR_NAME),
                headers.get(HeaderNames.CONTENT_ENCODING), headers.get(HeaderNames.NULL) != null, body);
    }

    boolean isError() {
        return code != null;
    }

    /** Whether both are results, or the same error. */
    boolean endsAs(Answer other) {
        return Objects.equals(code, other.code) && Objects.equals(error, other.error);
    }
}
