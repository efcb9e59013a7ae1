package dev.natsmesh.runtime.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;

import dev.natsmesh.Response;
import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;

/**
 * Prepares the codecs of operations. The types decide: what one of the formats takes is of that form, everything else is of the
 * form that the contract asks for, which is JSON by the application's {@link ObjectMapper} unless it says otherwise.
 */
public final class Codecs {

    private static final String RESPONSE = Response.class.getName() + "<";
    private static final List<BodyFormat> BUILT_IN = List.of(new RawBytes(), new RawBuffer(), new PlainText());

    private final JacksonForm json;
    private final List<JacksonForm> others;
    private final ObjectMapper errorMapper;
    private final List<PreparedFormat> formats;
    private final MessageBodies bodies;

    /**
     * @param formats the first that takes a type has it; those that are built in come last
     * @param others what a contract may ask for in the place of JSON
     * @param bodies what headers tell
     */
    public Codecs(ObjectMapper mapper, List<BodyFormat> formats, List<JacksonFormat> others, MessageBodies bodies) {
        ObjectMapper own = mapper.copy().registerModule(new VertxJson());
        this.json = new JacksonForm(ContentType.JSON, "JSON", own);
        this.others = others.stream().map(format -> JacksonForm.of(format, own)).toList();
        this.formats = Stream.concat(formats.stream(), BUILT_IN.stream()).map(PreparedFormat::of).toList();
        this.errorMapper = ExceptionJson.configure(mapper.copy());
        this.bodies = bodies;
    }

    /**
     * @throws IllegalArgumentException if a type of the operation can't be loaded, or has no place in its form
     */
    public OperationCodec prepare(Operation operation) {
        return new OperationCodec(request(operation), stream(operation), reply(operation), errors(operation),
                bodies, operation.result().startsWith(RESPONSE));
    }

    private BodyCodec request(Operation operation) {
        List<Parameter> parameters = operation.body();
        String what = operation.nameOfBody();
        return switch (parameters.size()) {
            case 0 -> new EmptyBody(what);
            case 1 -> value(parameters.get(0).type(), operation.contentType(), what);
            default -> {
                JavaType[] types = parameters.stream().map(p -> type(p.type())).toArray(JavaType[]::new);
                String[] names = parameters.stream().map(Parameter::name).toArray(String[]::new);
                yield new JsonArguments(form(operation.contentType(), what), names, types, what);
            }
        };
    }

    private BodyCodec stream(Operation operation) {
        return operation.stream().map(items -> value(items.type(), operation.contentType(), "an item to " + operation))
                .orElse(null);
    }

    private BodyCodec reply(Operation operation) {
        String what = (operation.kind().streamsResult() ? "an item of " : "the reply of ") + operation;
        String result = body(operation.result());
        return result.equals(Operation.NO_RESULT)
                ? new EmptyBody(what)
                : value(result, operation.contentType(), what);
    }

    /** The type of what travels of a result. */
    private static String body(String result) {
        return result.startsWith(RESPONSE) ? result.substring(RESPONSE.length(), result.length() - 1) : result;
    }

    /**
     * The codec of a body that is one value.
     *
     * @param canonicalName the value's type
     * @param contentType the form that it has if the type has none of its own
     * @param what names the body in messages
     * @throws IllegalArgumentException if the type can't be loaded, or has no place in the form
     */
    public BodyCodec value(String canonicalName, String contentType, String what) {
        JavaType type = type(canonicalName);
        return Stream.concat(formats.stream().filter(format -> format.takes(type)),
                formats.stream().filter(format -> format.isAskedFor(contentType))).findFirst()
                .map(format -> format.codec(type, what)).orElseGet(() -> new JsonValue(form(contentType, what), type, what));
    }

    private JacksonForm form(String contentType, String what) {
        return Stream.concat(Stream.of(json), others.stream())
                .filter(form -> form.contentType().value().equalsIgnoreCase(contentType)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Nothing writes %s, which %s should be".formatted(contentType, what)));
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
        TypeFactory types = json.mapper().getTypeFactory();
        // Once more by reflection: by name alone, Jackson's modules aren't asked, and an Optional isn't known as one.
        return types.constructType(ReflectedType.of(types.constructFromCanonical(canonicalName)));
    }
}
