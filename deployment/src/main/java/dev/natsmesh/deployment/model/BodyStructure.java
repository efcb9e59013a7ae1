package dev.natsmesh.deployment.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.PrimitiveType;
import org.jboss.jandex.Type;

/**
 * Describes types by what is on the wire, so that a class may be renamed, moved or split without another description: objects by
 * their properties, enums by their constants, all kinds of collections as one. Types of the JDK and of libraries with a form of
 * their own go by their names. Of Jackson's annotations those count that name, hide or replace; what is nested deeper than
 * {@value #DEPTH} levels doesn't count.
 */
final class BodyStructure {

    private static final int DEPTH = 16;

    /** What Jackson doesn't write property by property. */
    private static final List<String> KNOWN_BY_NAME = List.of("java.", "javax.", "jakarta.", "com.fasterxml.jackson.",
            "io.vertx.", "io.netty.", "kotlin.");
    private static final DotName BYTE = DotName.createSimple("byte");
    private static final DotName OPTIONAL = DotName.createSimple(Optional.class);
    private static final DotName JSON_VALUE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonValue");
    private static final DotName JSON_SUB_TYPES = DotName.createSimple("com.fasterxml.jackson.annotation.JsonSubTypes");

    private final IndexView index;
    private final ProtobufTypes protobuf;
    /** Hashes of what has been described; also what keeps types that refer to each other from taking exponential time. */
    private final Map<Nested, String> hashes = new HashMap<>();

    /** @param index one that knows also the classes of libraries */
    BodyStructure(IndexView index) {
        this.index = index;
        this.protobuf = new ProtobufTypes(index);
    }

    String of(Type type) {
        return describe(type, DEPTH);
    }

    /** Of an object with these properties. */
    String of(Map<String, Type> properties) {
        return object(properties, DEPTH);
    }

    private String nested(Type type, int depth) {
        if (depth < 0) {
            return "";
        }
        Nested key = new Nested(type, depth);
        String known = hashes.get(key);
        if (known == null) {
            known = Fingerprints.hash(describe(type, depth));
            hashes.put(key, known);
        }
        return known;
    }

    private String describe(Type type, int depth) {
        return switch (type.kind()) {
            case ARRAY -> {
                Type component = type.asArrayType().componentType();
                yield component.name().equals(BYTE) ? "bytes" : list(component, depth);
            }
            case WILDCARD_TYPE -> describe(type.asWildcardType().extendsBound(), depth);
            case TYPE_VARIABLE -> describe(type.asTypeVariable().bounds().isEmpty()
                    ? object()
                    : type.asTypeVariable().bounds().get(0), depth);
            case PARAMETERIZED_TYPE -> named(type, type.asParameterizedType().arguments(), depth);
            case CLASS -> named(type, List.of(), depth);
            default -> type.name().toString();
        };
    }

    private String named(Type type, List<Type> arguments, int depth) {
        DotName name = type.name();
        if (TypeNames.isNothing(type)) {
            return "void";
        } else if (name.equals(OPTIONAL) && arguments.size() == 1) {
            return describe(arguments.get(0), depth);
        } else if (isOfTheJdk(name, Collection.class) && arguments.size() == 1) {
            return list(arguments.get(0), depth);
        } else if (isOfTheJdk(name, Map.class) && arguments.size() == 2) {
            return "map " + nested(arguments.get(0), depth - 1) + " " + nested(arguments.get(1), depth - 1);
        }
        PrimitiveType unboxed = PrimitiveType.unbox(Type.create(name, Type.Kind.CLASS).asClassType());
        if (unboxed != null) {
            return unboxed.name().toString();
        }
        if (protobuf.isMessage(Type.create(name, Type.Kind.CLASS))) {
            return "protobuf " + ExceptionValidator.simpleName(name); // whose rules let it grow
        }
        ClassInfo known = KNOWN_BY_NAME.stream().anyMatch(name.toString()::startsWith) ? null : index.getClassByName(name);
        if (known == null) {
            return arguments.isEmpty()
                    ? name.toString()
                    : name + arguments.stream().map(argument -> nested(argument, depth - 1))
                            .collect(Collectors.joining(",", "<", ">"));
        }
        return known.isEnum() ? constants(known) : described(known, type, depth);
    }

    private String list(Type element, int depth) {
        return "list " + nested(element, depth - 1);
    }

    private String constants(ClassInfo type) {
        return type.fields().stream().filter(FieldInfo::isEnumConstant).map(JsonProperties::externalName).sorted()
                .collect(Collectors.joining(",", "enum(", ")"));
    }

    private String described(ClassInfo known, Type type, int depth) {
        Optional<MethodInfo> value = known.methods().stream().filter(method -> method.hasDeclaredAnnotation(JSON_VALUE))
                .findFirst();
        if (value.isPresent()) {
            return depth == 0 ? "" : describe(value.get().returnType(), depth - 1);
        }
        return object(new JsonProperties(index).of(type), depth) + subtypes(known, depth);
    }

    private String object(Map<String, Type> properties, int depth) {
        return properties.entrySet().stream().map(property -> property.getKey() + ":" + nested(property.getValue(), depth - 1))
                .sorted().collect(Collectors.joining(",", "{", "}"));
    }

    private String subtypes(ClassInfo type, int depth) {
        AnnotationInstance annotation = type.declaredAnnotation(JSON_SUB_TYPES);
        return annotation == null ? "" : Stream.of(annotation.value().asNestedArray()).map(subtype -> {
            AnnotationValue name = subtype.value("name");
            return (name == null ? "" : name.asString()) + ":" + nested(subtype.value().asClass(), depth - 1);
        }).sorted().collect(Collectors.joining(",", "|", ""));
    }

    private static Type object() {
        return Type.create(DotName.OBJECT_NAME, Type.Kind.CLASS);
    }

    private static boolean isOfTheJdk(DotName name, Class<?> wanted) {
        if (!name.toString().startsWith("java.util.")) {
            return false;
        }
        try {
            return wanted.isAssignableFrom(Class.forName(name.toString()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private record Nested(Type type, int depth) {
    }
}
