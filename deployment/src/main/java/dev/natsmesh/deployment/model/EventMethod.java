package dev.natsmesh.deployment.model;

import java.lang.reflect.Modifier;
import java.util.List;

import org.jboss.jandex.ClassInfo;

import dev.natsmesh.runtime.call.Operation;

/**
 * A method that is annotated with {@code @Subscribe}.
 *
 * @param method the method; its subject is what it subscribes to, as it is written
 * @param broadcast whether every instance of the application gets each event
 */
public record EventMethod(ContractMethod method, boolean broadcast) {

    /** The class that declares it. */
    public ClassInfo type() {
        return method.info().declaringClass();
    }

    /** Whether its class is such a class at all; one that is may still be vetoed, or excluded by the build. */
    boolean canBeOfABean() {
        ClassInfo type = type();
        return !type.isInterface() && !type.isAbstract()
                && (type.nestingType() == ClassInfo.NestingType.TOP_LEVEL
                        || type.nestingType() == ClassInfo.NestingType.INNER && Modifier.isStatic(type.flags()));
    }

    /** What the runtime needs to know; only for methods that have been validated. */
    public Operation operation() {
        return new Operation("", method.info().name(), method.subject(), type().name().toString(), method.info().name(),
                method.kind(), false,
                method.parameters().stream().map(ContractParameter::parameter).toList(), Operation.NO_RESULT,
                BodyForms.asked(method), List.of(), null, null);
    }

    @Override
    public String toString() {
        return type().name() + "#" + method.info().name() + "()";
    }
}
