package dev.natsmesh.deployment.model;

import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;

/**
 * A method of a contract.
 *
 * @param info the method as it is declared
 * @param shape how it returns
 * @param result the type of its result, {@code null} if the declaration doesn't say it
 * @param parameters its parameters
 * @param idempotent whether it is declared so, by itself or by its contract
 */
public record ContractMethod(MethodInfo info, ReturnShape shape, Type result, List<ContractParameter> parameters,
        boolean idempotent) {

    static ContractMethod of(MethodInfo info, boolean idempotent) {
        ReturnShape shape = ReturnShape.of(info.returnType());
        return new ContractMethod(info, shape, shape.resultOf(info.returnType()),
                info.parameters().stream().map(ContractParameter::of).toList(), idempotent);
    }

    /** Which messages make a call. */
    public Operation.Kind kind() {
        boolean streamsArgument = parameters.stream().anyMatch(parameter -> parameter.role() == Parameter.Role.STREAM);
        if (shape == ReturnShape.MULTI) {
            return streamsArgument ? Operation.Kind.BIDIRECTIONAL_STREAMING : Operation.Kind.SERVER_STREAMING;
        }
        return streamsArgument ? Operation.Kind.CLIENT_STREAMING : Operation.Kind.UNARY;
    }

    /** The types of its parameters and of its result, if there is one; only for methods that have been validated. */
    public Stream<Type> bodyTypes() {
        return Stream.concat(parameters.stream().map(ContractParameter::type), Stream.of(result))
                .filter(type -> type.kind() != Type.Kind.VOID);
    }

    /** What the runtime needs to know; only for methods that have been validated. */
    Operation operation(Contract contract) {
        return new Operation(contract.service(), info.name(), contract.type().name().toString(), info.name(), kind(),
                idempotent, parameters.stream().map(ContractParameter::parameter).toList(),
                TypeNames.ofResult(result).orElseThrow(), BodyForms.asked(contract, this),
                info.exceptions().stream().map(e -> e.name().toString()).toList());
    }
}
