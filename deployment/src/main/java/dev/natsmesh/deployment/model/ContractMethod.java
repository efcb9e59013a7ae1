package dev.natsmesh.deployment.model;

import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;

/**
 * A method of a contract.
 *
 * @param info the method as it is declared
 * @param shape how it returns
 * @param result the type of its result, {@code null} if the declaration doesn't say it
 * @param idempotent whether it is declared so, by itself or by its contract
 */
public record ContractMethod(MethodInfo info, ReturnShape shape, Type result, boolean idempotent) {

    static ContractMethod of(MethodInfo info, boolean idempotent) {
        ReturnShape shape = ReturnShape.of(info.returnType());
        return new ContractMethod(info, shape, shape.resultOf(info.returnType()), idempotent);
    }

    /** The types of its parameters and of its result, if there is one; only for methods that have been validated. */
    public Stream<Type> bodyTypes() {
        return Stream.concat(info.parameters().stream().map(MethodParameterInfo::type), Stream.of(result))
                .filter(type -> type.kind() != Type.Kind.VOID);
    }

    /** What the runtime needs to know; only for methods that have been validated. */
    Operation operation(Contract contract) {
        List<Parameter> parameters = info.parameters().stream()
                .map(parameter -> new Parameter(parameter.name() == null ? "value" : parameter.name(),
                        TypeNames.of(parameter.type()).orElseThrow()))
                .toList();
        return new Operation(contract.service(), info.name(), contract.type().name().toString(), info.name(), idempotent,
                parameters, TypeNames.ofResult(result).orElseThrow(),
                BodyForms.asked(contract, this), info.exceptions().stream().map(e -> e.name().toString())
                        .toList());
    }
}
