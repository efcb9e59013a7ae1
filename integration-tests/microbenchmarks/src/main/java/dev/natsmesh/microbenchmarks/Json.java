package dev.natsmesh.microbenchmarks;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.codec.Codecs;
import dev.natsmesh.runtime.codec.Compression;
import dev.natsmesh.runtime.codec.MessageBodies;

/** The operation that is called, and its bodies, as an application has them. */
final class Json {

    static final Operation QUOTE = new Operation("pricing", "quote", "pricing.quote",
            "dev.natsmesh.microbenchmarks.Pricing", "quote", Operation.Kind.UNARY, false,
            List.of(Parameter.ofBody("order", Order.class.getName())), Quote.class.getName(), "application/json", List.of(),
            null, null);

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new ParameterNamesModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Json() {
    }

    static Codecs codecs() {
        return new Codecs(MAPPER, List.of(), List.of(), new MessageBodies(Compression.ofOthers(1 << 20)));
    }

    static byte[] encode(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s has no form as JSON".formatted(value), e);
        }
    }
}
