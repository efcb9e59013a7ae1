package dev.natsmesh.deployment.model;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.deployment.model.MethodValidator.Problems;

/** Whether the exceptions that a contract's method declares can be rebuilt at the caller. */
record ExceptionValidator(ContractMethod method, String where, IndexView index, Problems problems) {

    private static final DotName JSON_CREATOR = DotName.createSimple("com.fasterxml.jackson.annotation.JsonCreator");
    private static final DotName JSON_DESERIALIZE = DotName
            .createSimple("com.fasterxml.jackson.databind.annotation.JsonDeserialize");
    /** Exceptions that say too little to be rebuilt as themselves. */
    private static final Set<DotName> VAGUE = Set.of(DotName.createSimple(Throwable.class),
            DotName.createSimple(Exception.class),
            DotName.createSimple(RuntimeException.class), DotName.createSimple(Error.class));

    void validate() {
        Map<String, DotName> names = new HashMap<>();
        for (Type exception : method.info().exceptions()) {
            if (VAGUE.contains(exception.name())) {
                problems.add("%s declares %s; expected exceptions of your own, which the caller's side rebuilds", where,
                        exception.name());
                continue;
            }
            DotName other = names.putIfAbsent(simpleName(exception.name()), exception.name());
            if (other != null) {
                problems.add(
                        "%s declares %s and %s, whose simple names are the same; the simple name travels, so it must be unique",
                        where, other, exception.name());
            }
            rebuilt(exception.name());
        }
    }

    /** The name that travels, which is that of {@link Class#getSimpleName()}. */
    static String simpleName(DotName exception) {
        String name = exception.toString();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** Whether the caller's side can make the exception from its JSON; one of a library that is not indexed is believed. */
    private void rebuilt(DotName exception) {
        ClassInfo type = index.getClassByName(exception);
        if (type == null) {
            return;
        }
        if (type.isAbstract()) {
            problems.add("%s declares %s, which is abstract and so can't be rebuilt; expected its concrete subclasses", where,
                    exception);
        } else if (type.nestingType() == ClassInfo.NestingType.INNER && !Modifier.isStatic(type.flags())) {
            problems.add("%s declares %s, an inner class, which can't be rebuilt without its outer object; expected a static"
                    + " class", where, exception);
        } else if (!hasCreator(type)) {
            problems.add("%s declares %s, which can't be rebuilt from JSON; expected a public constructor without parameters,"
                    + " with the message alone, or with the exception's properties (@JsonCreator if there are several)", where,
                    exception);
        }
    }

    private static boolean hasCreator(ClassInfo type) {
        if (type.hasAnnotation(JSON_CREATOR) || type.hasAnnotation(JSON_DESERIALIZE)) {
            return true;
        }
        List<MethodInfo> constructors = type.constructors().stream()
                .filter(constructor -> Modifier.isPublic(constructor.flags()))
                .toList();
        return constructors.size() == 1 || type.constructors().stream().anyMatch(c -> c.parametersCount() == 0)
                || constructors.stream().anyMatch(constructor -> constructor.parametersCount() == 1
                        && constructor.parameterType(0).name().equals(DotName.STRING_NAME));
    }
}
