package dev.natsmesh.runtime.codec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Exceptions as JSON: their own properties and the message; never the stack trace, the cause, or what was suppressed. */
final class ExceptionJson {

    private ExceptionJson() {
    }

    static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.addMixIn(Throwable.class, OwnProperties.class)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @JsonIgnoreProperties(value = { "cause", "stackTrace", "suppressed", "localizedMessage" }, ignoreUnknown = true)
    private abstract static class OwnProperties {
    }
}
