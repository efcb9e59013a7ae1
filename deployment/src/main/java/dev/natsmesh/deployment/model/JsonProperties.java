package dev.natsmesh.deployment.model;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ArrayType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jboss.jandex.TypeVariable;

/** The properties that Jackson writes of an object or reads into it, with their types. For one type. */
final class JsonProperties {

    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName JSON_IGNORE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnore");
    private static final DotName JSON_IGNORE_PROPERTIES = DotName
            .createSimple("com.fasterxml.jackson.annotation.JsonIgnoreProperties");

    private final IndexView index;
    private final Map<String, Type> types = new TreeMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();

    JsonProperties(IndexView index) {
        this.index = index;
    }

    /** By their names on the wire. */
    Map<String, Type> of(Type type) {
        collect(type, Map.of());
        Map<String, Type> properties = new TreeMap<>();
        types.forEach((name, each) -> {
            if (!hidden.contains(name)) {
                properties.put(renamed.getOrDefault(name, name), each);
            }
        });
        return properties;
    }

    /** The name that an annotation gives, else its own. */
    static String externalName(FieldInfo field) {
        String named = named(field.declaredAnnotation(JSON_PROPERTY));
        return named.isEmpty() ? field.name() : named;
    }

    /** Of the type, then of what it inherits; the JDK's classes have nothing to give. */
    private void collect(Type type, Map<String, Type> outer) {
        ClassInfo known = type.name().toString().startsWith("java.") ? null : index.getClassByName(type.name());
        if (known == null) {
            return;
        }
        Map<String, Type> variables = variables(known, type, outer);
        AnnotationInstance ignored = known.declaredAnnotation(JSON_IGNORE_PROPERTIES);
        if (ignored != null && ignored.value() != null) {
            hidden.addAll(List.of(ignored.value().asStringArray()));
        }
        for (RecordComponentInfo component : known.recordComponents()) {
            types.putIfAbsent(component.name(), resolved(component.type(), variables));
        }
        known.methods().forEach(method -> accessor(method, variables));
        known.fields().forEach(field -> field(field, variables));
        if (known.superClassType() != null) {
            collect(known.superClassType(), variables);
        }
        known.interfaceTypes().forEach(each -> collect(each, variables));
    }

    private void accessor(MethodInfo method, Map<String, Type> variables) {
        if (Modifier.isStatic(method.flags()) || method.isSynthetic()) {
            return;
        }
        String getter = afterPrefix(method, "get");
        if (getter == null && method.returnType().name().toString().equals("boolean")) {
            getter = afterPrefix(method, "is");
        }
        String setter = afterPrefix(method, "set");
        if (getter != null && method.parametersCount() == 0 && method.returnType().kind() != Type.Kind.VOID) {
            property(method, getter, method.returnType(), variables);
        } else if (setter != null && method.parametersCount() == 1) {
            property(method, setter, method.parameterType(0), variables);
        }
    }

    private void property(MethodInfo method, String name, Type type, Map<String, Type> variables) {
        annotations(method, name);
        if (Modifier.isPublic(method.flags()) || method.hasDeclaredAnnotation(JSON_PROPERTY)) {
            types.putIfAbsent(name, resolved(type, variables));
        }
    }

    private void field(FieldInfo field, Map<String, Type> variables) {
        if (Modifier.isStatic(field.flags()) || Modifier.isTransient(field.flags())) {
            return;
        }
        annotations(field, field.name());
        if (Modifier.isPublic(field.flags()) || field.hasDeclaredAnnotation(JSON_PROPERTY)) {
            types.putIfAbsent(field.name(), resolved(field.type(), variables));
        }
    }

    private void annotations(AnnotationTarget member, String name) {
        String named = named(member.declaredAnnotation(JSON_PROPERTY));
        if (!named.isEmpty()) {
            renamed.putIfAbsent(name, named);
        }
        if (member.hasDeclaredAnnotation(JSON_IGNORE)) {
            hidden.add(name);
        }
    }

    private static String named(AnnotationInstance property) {
        AnnotationValue value = property == null ? null : property.value();
        return value == null ? "" : value.asString();
    }

    /** What comes behind a getter's or setter's prefix, as Jackson makes a name of it; {@code null} if it is none. */
    private static String afterPrefix(MethodInfo method, String prefix) {
        String name = method.name();
        if (!name.startsWith(prefix) || name.length() == prefix.length()) {
            return null;
        }
        StringBuilder property = new StringBuilder(name.substring(prefix.length()));
        for (int i = 0; i < property.length() && Character.isUpperCase(property.charAt(i)); i++) {
            property.setCharAt(i, Character.toLowerCase(property.charAt(i)));
        }
        return property.toString();
    }

    private static Map<String, Type> variables(ClassInfo known, Type type, Map<String, Type> outer) {
        Map<String, Type> variables = new HashMap<>();
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            List<Type> arguments = type.asParameterizedType().arguments();
            List<TypeVariable> parameters = known.typeParameters();
            for (int i = 0; i < Math.min(arguments.size(), parameters.size()); i++) {
                variables.put(parameters.get(i).identifier(), resolved(arguments.get(i), outer));
            }
        }
        return variables;
    }

    private static Type resolved(Type type, Map<String, Type> variables) {
        return switch (type.kind()) {
            case TYPE_VARIABLE -> variables.getOrDefault(type.asTypeVariable().identifier(), type);
            case PARAMETERIZED_TYPE -> {
                ParameterizedType generic = type.asParameterizedType();
                yield ParameterizedType.create(generic.name(),
                        generic.arguments().stream().map(argument -> resolved(argument, variables)).toArray(Type[]::new),
                        generic.owner());
            }
            case ARRAY -> ArrayType.create(resolved(type.asArrayType().elementType(), variables),
                    type.asArrayType().dimensions());
            case WILDCARD_TYPE -> resolved(type.asWildcardType().extendsBound(), variables);
            default -> type;
        };
    }
}
