package dev.natsmesh.runtime.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;

/**
 * Prepares the codecs of operations. The types decide: what one of the formats takes is of that form, everything else is JSON by the
 * application's {@link ObjectMapper}.
 */
public final class Codecs {

    private final ObjectMapper mapper;
    private final ObjectMapper errorMapper;
    private final List<BodyFormat> formats;
    private final Map<JavaType, JsonType> jsonTypes = new ConcurrentHashMap<>();

    /** @param formats the first that takes a type has it */
    public Codecs(ObjectMapper mapper, List<BodyFormat> formats) {
        this.mapper = mapper;
        this.formats = List.copyOf(formats);
        this.errorMapper = ExceptionJson.configure(mapper.copy());
    }

    /**
     * @throws IllegalArgumentException if a type of the operation can't be loaded
     */
    public OperationCodec prepare(Operation operation) {
        return new OperationCodec(request(operation), reply(operation), errors(operation));
    }

    private BodyCodec request(Operation operation) {
        List<Parameter> parameters = operation.body();
        return switch (parameters.size()) {
            case 0 -> EmptyBody.INSTANCE;
            case 1 -> value(parameters.get(0).type(), operation.nameOfBody());
            default -> {
                JavaType[] types = parameters.stream().map(p -> type(p.type())).toArray(JavaType[]::new);
                String[] names = parameters.stream().map(Parameter::name).toArray(String[]::new);
                yield new JsonArguments(mapper, names, types, operation.nameOfBody());
            }
        };
    }

    private BodyCodec reply(Operation operation) {
        return operation.result().equals(Operation.NO_RESULT)
                ? EmptyBody.INSTANCE
                : value(operation.result(), "the reply of " + operation);
    }

    private BodyCodec value(String canonicalName, String what) {
        JavaType type = type(canonicalName);
        for (BodyFormat format : formats) {
            BodyCodec codec = format.codec(type.getRawClass(), what);
            if (codec != null) {
                return codec;
            }
        }
        return new JsonValue(jsonTypes.computeIfAbsent(type, wanted -> JsonType.of(mapper, wanted)), what);
    }

    private ErrorCodec errors(Operation operation) {
        Map<String, Class<? extends Throwable>> declared = new HashMap<>();
        for (String error : operation.errors()) {
            Class<? extends Throwable> type = type(error).getRawClass().asSubclass(Throwable.class);
            declared.put(ErrorCodec.wireName(type), type);
        }
        return new ErrorCodec(operation, declared, errorMapper);
    }

    private JavaType type(String canonicalName) {
        return mapper.getTypeFactory().constructFromCanonical(canonicalName);
    }
}
