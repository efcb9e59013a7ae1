package dev.natsmesh.runtime.codec;

import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;

/** Codecs as an application has them. */
final class Mappers {

    private Mappers() {
    }

    static ObjectMapper likeQuarkus() {
        return new ObjectMapper().registerModule(new ParameterNamesModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    static OperationCodec codec(String result, List<Parameter> parameters, Class<?>... errors) {
        return new Codecs(likeQuarkus(), List.of(), List.of(), new MessageBodies(Compression.ofOthers(1 << 20)))
                .prepare(new Operation("shop", "buy", "shop.buy", "test.Shop", "buy", Operation.Kind.UNARY, false, parameters,
                        result, ContentType.JSON.value(), List.of(errors).stream().map(Class::getName).toList(), null, null));
    }
}
