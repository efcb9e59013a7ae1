package dev.natsmesh.deployment.model;

import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.TextForm;

/**
 * The types whose values have one text, so that they can travel outside of bodies.
 *
 * @param index one that knows also the classes of libraries
 */
record TextTypes(IndexView index) {

    private static final Set<String> FLOATING = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    /** What to say that was expected. */
    static final String EXPECTED_KEY = "String, a primitive type that is no floating-point number or its wrapper, an enum, or UUID";
    static final String EXPECTED = "String, a primitive type or its wrapper, an enum, or UUID";

    boolean contains(Type type) {
        if (type.kind() != Type.Kind.CLASS && type.kind() != Type.Kind.PRIMITIVE) {
            return false;
        }
        return TextForm.isKnown(type.name().toString()) || isEnum(type);
    }

    /** Whether values have the same text everywhere, so not those of floating-point numbers. */
    boolean isKey(Type type) {
        return contains(type) && !FLOATING.contains(type.name().toString());
    }

    private boolean isEnum(Type type) {
        ClassInfo declared = index.getClassByName(type.name());
        return declared != null && declared.isEnum();
    }
}
