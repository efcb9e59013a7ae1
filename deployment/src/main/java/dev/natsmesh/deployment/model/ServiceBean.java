package dev.natsmesh.deployment.model;

import java.util.List;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * A class that is annotated with {@code @NatsService}.
 *
 * @param type the class
 * @param version the version of what it serves
 * @param description one sentence, may be empty
 * @param contracts the contracts that it implements
 */
public record ServiceBean(ClassInfo type, String version, String description, List<Contract> contracts) {

    /** The method that runs: the class' own, an inherited one, or a default method. */
    public MethodInfo implementation(MethodInfo declared, IndexView index) {
        for (ClassInfo each = type; each != null; each = superclass(each, index)) {
            MethodInfo method = each.method(declared.name(), declared.parameterTypes());
            if (method != null) {
                return method;
            }
        }
        return declared;
    }

    private static ClassInfo superclass(ClassInfo type, IndexView index) {
        return type.superName() == null ? null : index.getClassByName(type.superName());
    }

    /** Whether it is such a class at all; one that is may still be vetoed, or excluded by the build. */
    public boolean canBeABean() {
        return !type.isInterface() && !type.isAbstract();
    }
}
