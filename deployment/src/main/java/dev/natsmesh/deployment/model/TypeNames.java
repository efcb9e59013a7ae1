package dev.natsmesh.deployment.model;

import java.util.Optional;
import java.util.stream.Collectors;

import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.Operation;

/** The names under which the runtime loads types. */
final class TypeNames {

    private static final DotName VOID = DotName.createSimple(Void.class);

    private TypeNames() {
    }

    /** A result's name; that there is none is said in one way. */
    static Optional<String> ofResult(Type type) {
        return isNothing(type) ? Optional.of(Operation.NO_RESULT) : of(type);
    }

    /** The canonical name, empty if the type is not concrete. */
    static Optional<String> of(Type type) {
        return switch (type.kind()) {
            case CLASS, PRIMITIVE -> Optional.of(type.name().toString());
            case ARRAY -> Optional.of(type.asArrayType().elementType())
                    .filter(element -> element.kind() == Type.Kind.CLASS || element.kind() == Type.Kind.PRIMITIVE)
                    .map(element -> type.name().toString());
            case PARAMETERIZED_TYPE -> ofParameterized(type.asParameterizedType());
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofParameterized(ParameterizedType type) {
        var arguments = type.arguments().stream().map(TypeNames::of).toList();
        return arguments.stream().allMatch(Optional::isPresent)
                ? Optional.of(arguments.stream().map(Optional::get)
                        .collect(Collectors.joining(",", type.name() + "<", ">")))
                : Optional.empty();
    }

    /** Whether it is a result with headers. @param result may be {@code null} */
    static boolean isResponse(Type result) {
        return result != null && result.name().equals(MeshNames.RESPONSE);
    }

    /** The type of what is in a result with headers, {@code null} if that isn't said; other types themselves. */
    static Type body(Type result) {
        return isResponse(result) ? argument(result) : result;
    }

    /** The first type argument, {@code null} if there is none. */
    static Type argument(Type type) {
        return type.kind() == Type.Kind.PARAMETERIZED_TYPE ? type.asParameterizedType().arguments().get(0) : null;
    }

    /** Whether it is of that class, or has something in it that is. */
    static boolean has(Type type, DotName name) {
        return switch (type.kind()) {
            case PARAMETERIZED_TYPE -> type.name().equals(name)
                    || type.asParameterizedType().arguments().stream().anyMatch(argument -> has(argument, name));
            case ARRAY -> has(type.asArrayType().elementType(), name);
            default -> type.name().equals(name);
        };
    }

    static boolean isNothing(Type type) {
        return type.kind() == Type.Kind.VOID || type.name().equals(VOID);
    }
}
