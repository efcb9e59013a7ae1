package dev.natsmesh.deployment.model;

import java.util.List;

import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.CallContext;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.Parameter.Role;

/**
 * A parameter of a contract's method.
 *
 * @param info the parameter as it is declared
 * @param role how its argument travels
 * @param type the type of what travels, {@code null} if the declaration doesn't say it
 */
public record ContractParameter(MethodParameterInfo info, Role role, Type type) {

    private static final DotName CONTEXT = DotName.createSimple(CallContext.class);
    private static final DotName MULTI = DotName.createSimple("io.smallrye.mutiny.Multi");

    /** @param inSubject the names of the parameters that are tokens of the subject */
    static ContractParameter of(MethodParameterInfo info, List<String> inSubject) {
        Type type = info.type();
        if (info.name() != null && inSubject.contains(info.name())) {
            return new ContractParameter(info, Role.TOKEN, type);
        } else if (info.hasDeclaredAnnotation(MeshNames.HEADER)) {
            return new ContractParameter(info, Role.HEADER, type);
        } else if (type.name().equals(CONTEXT)) {
            return new ContractParameter(info, Role.CONTEXT, type);
        }
        if (!type.name().equals(MULTI)) {
            return new ContractParameter(info, Role.BODY, type);
        }
        return new ContractParameter(info, Role.STREAM,
                type.kind() == Type.Kind.PARAMETERIZED_TYPE ? type.asParameterizedType().arguments().get(0) : null);
    }

    /** What the runtime needs to know; only for parameters that have been validated. */
    Parameter parameter() {
        String name = info.name() == null ? "value" : info.name();
        return new Parameter(role == Role.HEADER ? header() : name, TypeNames.of(type).orElseThrow(), role, isKey());
    }

    /** Whether calls with the same argument go to the same instance. */
    boolean isKey() {
        return info.hasDeclaredAnnotation(MeshNames.STICKY_KEY);
    }

    /** The name of the header, where it is one. */
    String header() {
        return info.declaredAnnotation(MeshNames.HEADER).value().asString();
    }
}
