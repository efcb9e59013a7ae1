package dev.natsmesh.deployment.model;

import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/**
 * Knows which types Jackson can't read, as far as that can be known when an application is built: those of which there are no
 * objects, unless something tells Jackson which ones to make.
 */
final class JacksonTypes {

    private static final DotName MIXIN = DotName.createSimple("io.quarkus.jackson.JacksonMixin");
    private static final DotName CUSTOMIZER = DotName.createSimple("io.quarkus.jackson.ObjectMapperCustomizer");
    private static final DotName MODULE = DotName.createSimple("com.fasterxml.jackson.databind.Module");
    private static final DotName MAPPER = DotName.createSimple("com.fasterxml.jackson.databind.ObjectMapper");
    private static final DotName PRODUCES = DotName.createSimple("jakarta.enterprise.inject.Produces");
    private static final DotName CREATOR = DotName.createSimple("com.fasterxml.jackson.annotation.JsonCreator");
    private static final DotName INSIDE = DotName.createSimple("com.fasterxml.jackson.annotation.JacksonAnnotationsInside");
    /** What tells Jackson which objects to make. */
    private static final Set<DotName> TELLING = Stream.of("com.fasterxml.jackson.annotation.JsonTypeInfo",
            "com.fasterxml.jackson.annotation.JsonSubTypes", "com.fasterxml.jackson.databind.annotation.JsonDeserialize",
            "com.fasterxml.jackson.databind.annotation.JsonTypeResolver",
            "com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver").map(DotName::createSimple)
            .collect(Collectors.toUnmodifiableSet());
    /** Interfaces and abstract classes of Java for which Jackson, with the modules of Quarkus, has objects. */
    private static final Set<String> OF_JAVA = Set.of("java.io.Serializable", "java.lang.CharSequence", "java.lang.Iterable",
            "java.lang.Number", "java.nio.ByteBuffer", "java.nio.file.Path", "java.time.ZoneId", "java.util.AbstractList",
            "java.util.AbstractMap", "java.util.AbstractSet", "java.util.Calendar", "java.util.Collection", "java.util.Deque",
            "java.util.List", "java.util.Map", "java.util.Map$Entry", "java.util.NavigableMap", "java.util.NavigableSet",
            "java.util.Queue", "java.util.SequencedCollection", "java.util.SequencedMap", "java.util.SequencedSet",
            "java.util.Set", "java.util.SortedMap", "java.util.SortedSet", "java.util.TimeZone",
            "java.util.concurrent.ConcurrentMap", "java.util.concurrent.ConcurrentNavigableMap");

    private final IndexView libraries;
    private final boolean isCustomized;
    private final Set<DotName> mixedIn;

    /**
     * @param index the application
     * @param libraries the application and what it needs
     */
    JacksonTypes(IndexView index, IndexView libraries) {
        this.libraries = libraries;
        this.isCustomized = Stream.concat(index.getAllKnownImplementations(CUSTOMIZER).stream(),
                index.getAllKnownSubclasses(MODULE).stream())
                .anyMatch(type -> !type.name().toString().startsWith("io.quarkus."))
                || index.getAnnotations(PRODUCES).stream().anyMatch(JacksonTypes::isMappers);
        this.mixedIn = index.getAnnotations(MIXIN).stream().filter(mixin -> mixin.value() != null)
                .flatMap(mixin -> Stream.of(mixin.value().asClassArray())).map(Type::name).collect(Collectors.toSet());
    }

    private static boolean isMappers(AnnotationInstance produces) {
        AnnotationTarget target = produces.target();
        return target.kind() == AnnotationTarget.Kind.METHOD && target.asMethod().returnType().name().equals(MAPPER)
                || target.kind() == AnnotationTarget.Kind.FIELD && target.asField().type().name().equals(MAPPER);
    }

    /** What was expected in the place of a type that Jackson can't read; empty if it can, or if nobody knows. */
    Optional<String> expected(Type type) {
        return switch (type.kind()) {
            case CLASS -> expected(type.name());
            case ARRAY -> expected(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> Stream.concat(Stream.of(expected(type.name())),
                    type.asParameterizedType().arguments().stream().map(this::expected)).flatMap(Optional::stream).findFirst();
            default -> Optional.empty();
        };
    }

    private Optional<String> expected(DotName name) {
        if (isCustomized) {
            return Optional.empty();
        }
        if (name.toString().startsWith("java.")) {
            return isAbstractInJava(name.toString()) && !OF_JAVA.contains(name.toString())
                    ? Optional.of("a class, since %s is abstract".formatted(name))
                    : Optional.empty();
        }
        ClassInfo type = libraries.getClassByName(name);
        if (type == null || type.isEnum() || !type.isAbstract() || name.toString().startsWith("com.fasterxml.jackson.")
                || isTold(type)) {
            return Optional.empty();
        }
        return Optional.of(("a class, since %s is %s; or Jackson's annotations on it (@JsonTypeInfo with @JsonSubTypes, or"
                + " @JsonDeserialize), or a BodyFormat that @Takes it")
                .formatted(name, type.isInterface() ? "an interface" : "abstract"));
    }

    private static boolean isAbstractInJava(String name) {
        try {
            return Modifier.isAbstract(Class.forName(name, false, ClassLoader.getPlatformClassLoader()).getModifiers());
        } catch (ClassNotFoundException e) {
            return false; // of a newer Java, or of an older one
        }
    }

    private boolean isTold(ClassInfo type) {
        return mixedIn.contains(type.name()) || MeshScanner.supertypes(libraries, type).stream().map(libraries::getClassByName)
                .filter(Objects::nonNull)
                .anyMatch(each -> each.hasAnnotation(CREATOR)
                        || each.declaredAnnotations().stream().map(AnnotationInstance::name).anyMatch(this::tells));
    }

    private boolean tells(DotName annotation) {
        if (TELLING.contains(annotation)) {
            return true;
        }
        ClassInfo type = libraries.getClassByName(annotation);
        return type != null && type.hasDeclaredAnnotation(INSIDE);
    }
}
