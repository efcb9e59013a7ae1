package dev.natsmesh.deployment.model;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** Knows which types are protobuf's. */
public final class ProtobufTypes {

    private static final DotName MESSAGE = DotName.createSimple("com.google.protobuf.MessageLite");
    private static final DotName BUILDER = DotName.createSimple("com.google.protobuf.MessageLite$Builder");
    private static final DotName ENUM = DotName.createSimple("com.google.protobuf.ProtocolMessageEnum");

    private final IndexView index;

    /** @param index one that knows also the classes of libraries, where there are protobuf's */
    public ProtobufTypes(IndexView index) {
        this.index = index;
    }

    /** Whether the type itself is a message. */
    public boolean isMessage(Type type) {
        return type.kind() == Type.Kind.CLASS && is(type.name(), MESSAGE);
    }

    /** Whether the type is an array or a generic type with a message in it. */
    boolean hasMessage(Type type) {
        return parts(type).anyMatch(part -> isMessage(part) || hasMessage(part));
    }

    /** Whether the message is one that was generated, so that it can be read. */
    boolean isGenerated(Type message) {
        return index.getClassByName(message.name()).method("getDefaultInstance") != null;
    }

    /** The classes of the message, and of the messages and enums that it is made of, with their builders. */
    public Set<DotName> classesOf(Type message) {
        Set<DotName> found = new LinkedHashSet<>();
        add(message, found);
        return found;
    }

    private void add(Type type, Set<DotName> found) {
        if (type.kind() == Type.Kind.CLASS && isGeneratedByProtobuf(type.name()) && found.add(type.name())) {
            for (MethodInfo method : index.getClassByName(type.name()).methods()) {
                // The types of fields are those of their getters; newBuilder() has the builder's.
                if (method.parametersCount() == 0) {
                    add(method.returnType(), found);
                    parts(method.returnType()).forEach(part -> add(part, found));
                }
            }
        }
    }

    private boolean isGeneratedByProtobuf(DotName name) {
        return is(name, MESSAGE) || is(name, BUILDER) || is(name, ENUM);
    }

    private static Stream<Type> parts(Type type) {
        return switch (type.kind()) {
            case ARRAY -> Stream.of(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream();
            default -> Stream.empty();
        };
    }

    private boolean is(DotName name, DotName wanted) {
        if (name.toString().startsWith("java.")) {
            return false;
        }
        ClassInfo type = index.getClassByName(name);
        return type != null && MeshScanner.supertypes(index, type).contains(wanted);
    }
}
