package dev.natsmesh.deployment.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.Deduplicate;
import dev.natsmesh.Gather;
import dev.natsmesh.runtime.call.Gathering;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.SubjectTemplate;
import io.quarkus.runtime.configuration.DurationConverter;

/**
 * A method of a contract, or one that gets events.
 *
 * @param info the method as it is declared
 * @param subject the subject of its calls, with parameters in braces where arguments are in it
 * @param shape how it returns
 * @param result the type of what its result is on the wire, {@code null} if the declaration doesn't say it
 * @param parameters its parameters
 * @param idempotent whether it is declared so, by itself or by its contract
 */
public record ContractMethod(MethodInfo info, String subject, ReturnShape shape, Type result,
        List<ContractParameter> parameters, boolean idempotent) {

    static ContractMethod of(MethodInfo info, String subject, boolean idempotent) {
        ReturnShape shape = ReturnShape.of(info.returnType());
        List<String> inSubject = Stream.of(SubjectTemplate.tokens(subject)).map(SubjectTemplate::parameterIn)
                .filter(Objects::nonNull).toList();
        return new ContractMethod(info, subject, shape, TypeNames.body(shape.resultOf(info.returnType())),
                info.parameters().stream().map(parameter -> ContractParameter.of(parameter, inSubject)).toList(), idempotent);
    }

    /** How many of its parameters travel so. */
    long count(Parameter.Role role) {
        return parameters.stream().filter(parameter -> parameter.role() == role).count();
    }

    /** Whether its result has headers of the reply, too. */
    boolean hasResponse() {
        return TypeNames.isResponse(shape.resultOf(info.returnType()));
    }

    /** Whether calling it publishes, or whether it is called with what was published. */
    public boolean isEvent() {
        return info.hasDeclaredAnnotation(MeshNames.PUBLISH) || info.hasDeclaredAnnotation(MeshNames.SUBSCRIBE);
    }

    /** Which messages make a call. */
    public Operation.Kind kind() {
        if (isEvent()) {
            return Operation.Kind.EVENT;
        }
        if (info.hasDeclaredAnnotation(MeshNames.ONE_WAY)) {
            return Operation.Kind.ONE_WAY;
        } else if (info.hasDeclaredAnnotation(MeshNames.GATHER)) {
            return Operation.Kind.GATHER;
        }
        boolean streamsArgument = count(Parameter.Role.STREAM) > 0;
        if (shape == ReturnShape.MULTI) {
            return streamsArgument ? Operation.Kind.BIDIRECTIONAL_STREAMING : Operation.Kind.SERVER_STREAMING;
        }
        return streamsArgument ? Operation.Kind.CLIENT_STREAMING : Operation.Kind.UNARY;
    }

    /**
     * When the replies of all instances are complete, {@code null} if only one replies.
     *
     * @throws IllegalArgumentException if the annotation's time is none
     */
    Gathering gathering() {
        AnnotationInstance gather = info.declaredAnnotation(MeshNames.GATHER);
        if (gather == null) {
            return null;
        }
        AnnotationValue stall = gather.value("stall");
        AnnotationValue max = gather.value("max");
        return new Gathering(DurationConverter.parseDuration(stall == null ? Gather.DEFAULT_STALL : stall.asString()),
                max == null ? Integer.MAX_VALUE : max.asInt());
    }

    /**
     * How long an instance remembers what came of a call, {@code null} if it doesn't.
     *
     * @throws IllegalArgumentException if the annotation's time is none
     */
    Duration deduplication() {
        AnnotationInstance deduplicate = info.declaredAnnotation(MeshNames.DEDUPLICATE);
        if (deduplicate == null) {
            return null;
        }
        AnnotationValue window = deduplicate.value("window");
        return DurationConverter.parseDuration(window == null ? Deduplicate.DEFAULT_WINDOW : window.asString());
    }

    /** The types of what its bodies are made of; only for methods that have been validated. */
    public Stream<Type> bodyTypes() {
        return Stream.concat(types(Parameter.Role.BODY, Parameter.Role.STREAM), Stream.of(result))
                .filter(type -> type.kind() != Type.Kind.VOID);
    }

    /** The types of its parameters that travel as texts, outside of bodies. */
    public Stream<Type> textTypes() {
        return types(Parameter.Role.TOKEN, Parameter.Role.HEADER);
    }

    private Stream<Type> types(Parameter.Role... roles) {
        return parameters.stream().filter(parameter -> List.of(roles).contains(parameter.role()))
                .map(ContractParameter::type);
    }

    private String resultName() {
        String name = TypeNames.ofResult(result).orElseThrow();
        return hasResponse() ? MeshNames.RESPONSE + "<" + name + ">" : name;
    }

    /** What the runtime needs to know; only for methods that have been validated. */
    Operation operation(Contract contract) {
        return new Operation(contract.service(), info.name(), subject, contract.type().name().toString(), info.name(), kind(),
                idempotent, parameters.stream().map(ContractParameter::parameter).toList(),
                resultName(), BodyForms.asked(contract, this),
                info.exceptions().stream().map(e -> e.name().toString()).toList(), gathering(),
                deduplication());
    }
}
