package dev.natsmesh.deployment.model;

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

    /** What to say that was expected. */
    static final String EXPECTED = "String, a primitive type or its wrapper, an enum, or UUID";

    boolean contains(Type type) {
        if (type.kind() != Type.Kind.CLASS && type.kind() != Type.Kind.PRIMITIVE) {
            return false;
        }
        return TextForm.isKnown(type.name().toString()) || isEnum(type);
    }

    private boolean isEnum(Type type) {
        ClassInfo declared = index.getClassByName(type.name());
        return declared != null && declared.isEnum();
    }
}
