package dev.natsmesh.deployment.model;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.Gathering;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter.Role;
import dev.natsmesh.runtime.call.Subjects;

/** Says all that is wrong with one method of a contract. */
final class MethodValidator {

    /** What repeats, limits or replaces a call that has one end. */
    private static final List<DotName> FAULT_TOLERANCE = Stream.of("org.eclipse.microprofile.faulttolerance.Timeout",
            "org.eclipse.microprofile.faulttolerance.Retry", "org.eclipse.microprofile.faulttolerance.CircuitBreaker",
            "org.eclipse.microprofile.faulttolerance.Bulkhead", "org.eclipse.microprofile.faulttolerance.Fallback",
            "io.smallrye.faulttolerance.api.RateLimit").map(DotName::createSimple).toList();
    private static final DotName RETRY = DotName.createSimple("org.eclipse.microprofile.faulttolerance.Retry");
    private static final DotName JSON_CREATOR = DotName.createSimple("com.fasterxml.jackson.annotation.JsonCreator");
    private static final DotName JSON_DESERIALIZE = DotName
            .createSimple("com.fasterxml.jackson.databind.annotation.JsonDeserialize");
    /** What may stand for a result, but is none itself. */
    private static final Set<DotName> CARRIERS = Set.of(
            DotName.createSimple("io.smallrye.mutiny.Uni"), DotName.createSimple("io.smallrye.mutiny.Multi"),
            DotName.createSimple("java.util.concurrent.CompletionStage"),
            DotName.createSimple("java.util.concurrent.CompletableFuture"),
            DotName.createSimple("java.util.concurrent.Future"),
            DotName.createSimple("java.util.concurrent.Flow$Publisher"),
            DotName.createSimple("org.reactivestreams.Publisher"));
    /** Exceptions that say too little to be rebuilt as themselves. */
    private static final Set<DotName> VAGUE = Set.of(DotName.createSimple(Throwable.class),
            DotName.createSimple(Exception.class),
            DotName.createSimple(RuntimeException.class), DotName.createSimple(Error.class));

    /** The methods of {@link Object}; its final ones can't be declared anew. */
    private static final Set<String> OF_EVERY_OBJECT = Set.of("toString[]", "hashCode[]", "equals[java.lang.Object]",
            "clone[]", "finalize[]");

    /** Takes a problem as a format and its arguments. */
    interface Problems {
        void add(String format, Object... arguments);
    }

    /** {@code null} for a method that gets events. */
    private final Contract contract;
    private final ContractMethod method;
    private final IndexView index;
    private final ProtobufTypes protobuf;
    private final BodyForms forms;
    private final String asked;
    /** Whether several parameters make one body. */
    private final boolean isOfSeveral;
    private final TextTypes textTypes;
    private final Problems problems;
    private final String where;
    private final HeaderValidator headers;

    MethodValidator(Contract contract, ContractMethod method, IndexView index, ProtobufTypes protobuf, BodyForms forms,
            TextTypes textTypes, Problems problems) {
        this.contract = contract;
        this.method = method;
        this.index = index;
        this.protobuf = protobuf;
        this.forms = forms;
        this.asked = BodyForms.asked(contract, method);
        this.isOfSeveral = method.count(Role.BODY) > 1;
        this.textTypes = textTypes;
        this.problems = problems;
        this.where = MeshValidator.where(contract, method);
        this.headers = new HeaderValidator(where, textTypes, problems);
    }

    /** For a method that gets events. */
    MethodValidator(ContractMethod method, String where, IndexView index, ProtobufTypes protobuf, BodyForms forms,
            TextTypes textTypes, Problems problems) {
        this.contract = null;
        this.method = method;
        this.index = index;
        this.protobuf = protobuf;
        this.forms = forms;
        this.asked = BodyForms.asked(method);
        this.isOfSeveral = method.count(Role.BODY) > 1;
        this.textTypes = textTypes;
        this.problems = problems;
        this.where = where;
        this.headers = new HeaderValidator(where, textTypes, problems);
    }

    void validate() {
        if (!Subjects.isName(method.info().name())) {
            problems.add("%s: an endpoint is named after its method, and has only letters, digits, '-' and '_'", where);
        }
        if (OF_EVERY_OBJECT.contains(method.info().name() + method.info().parameterTypes())) {
            problems.add("%s is a method that every object has; expected another name for an endpoint", where);
        }
        if (method.info().hasDeclaredAnnotation(MeshNames.SUBJECT)
                || contract.type().hasDeclaredAnnotation(MeshNames.SUBJECT)) {
            new SubjectValidator(method, where, textTypes, problems).validate();
        }
        if (method.isEvent()) {
            event();
            if (method.info().hasDeclaredAnnotation(MeshNames.ONE_WAY)) {
                problems.add("%s is @Publish and @OneWay; expected one of them", where);
            }
            if (method.info().hasDeclaredAnnotation(MeshNames.GATHER)) {
                problems.add("%s is @Publish and has @Gather; expected one of them", where);
            }
            if (!method.info().exceptions().isEmpty()) {
                problems.add("%s declares exceptions, but an event has no answer; expected none", where);
            }
        } else {
            result();
            parameters();
            streams();
            exceptions();
            gather();
        }
        retry();
        oneWay();
    }

    void validateSubscriber() {
        new SubjectValidator(method, where, textTypes, problems).parameters();
        event();
    }

    private void event() {
        if (method.shape() == ReturnShape.MULTI || method.result() == null || !TypeNames.isNothing(method.result())) {
            problems.add("%s returns %s, but an event has no answer; expected Uni<Void>, CompletionStage<Void>, or void", where,
                    method.info().returnType());
        }
        method.parameters().stream().filter(parameter -> parameter.role() == Role.STREAM).forEach(parameter -> problems
                .add("%s: the parameter %s is %s; expected a value, which is the event", where, parameter.info().name(),
                        parameter.info().type()));
        parameters();
    }

    private void parameters() {
        method.parameters().forEach(this::parameter);
        if (isOfSeveral && method.info().parameters().stream().anyMatch(parameter -> parameter.name() == null)) {
            problems.add("%s has several parameters whose names are not known; compile the contract with -parameters", where);
        }
        contentType();
    }

    /** What the method itself asks for; what its contract does is judged there. */
    private void contentType() {
        boolean isOfMethod = method.info().hasDeclaredAnnotation(BodyForms.CONTENT_TYPE);
        Optional<String> expected = forms.refusal(asked);
        if (expected.isPresent()) {
            if (isOfMethod) {
                problems.add("%s has @ContentType(\"%s\"); expected %s", where, asked, expected.get());
            }
            return;
        }
        if (isOfSeveral && !forms.isForSeveral(asked)) {
            problems.add("%s has several parameters, which %s is not for; expected one, or %s or %s", where, asked,
                    BodyForms.JSON, BodyForms.CBOR);
        }
        if (isOfMethod && isTyped() && !isOfSeveral && bodies()
                .allMatch(type -> forms.ownContentType(type).filter(own -> !own.equalsIgnoreCase(asked)).isPresent())) {
            problems.add(
                    "%s has @ContentType(\"%s\"), but no body that it could be for; expected none, or a parameter or result"
                            + " whose type doesn't decide on the form itself",
                    where, asked);
        }
    }

    /** Whether the declaration says all types. */
    private boolean isTyped() {
        return method.result() != null && method.parameters().stream().allMatch(parameter -> parameter.type() != null);
    }

    /** The types of the parameters, of the stream's items and of the result, as far as there are any. */
    private Stream<Type> bodies() {
        return method.bodyTypes().filter(type -> !TypeNames.isNothing(type));
    }

    private void body(Type type, String name) {
        if (forms.refusal(asked).isEmpty()) {
            forms.expected(type, asked).ifPresent(
                    expected -> problems.add("%s: %s is %s, which nothing takes; expected %s", where, name, type, expected));
        }
    }

    private void result() {
        Type returned = method.info().returnType();
        if (returned.name().toString().endsWith(".CompletableFuture")
                || method.shape() == ReturnShape.VALUE && CARRIERS.contains(returned.name())) {
            problems.add("%s returns %s; expected Uni<T>, Multi<T>, CompletionStage<T>, a value, or void", where, returned);
            return;
        }
        Type result = method.result();
        if (result == null) {
            problems.add("%s returns %s without its type; expected %s<T> with a concrete T", where, returned, returned.name()
                    .withoutPackagePrefix());
        } else if (CARRIERS.contains(result.name())) {
            problems.add("%s returns %s; expected a T that is itself a value", where, returned);
        } else if (TypeNames.ofResult(result).isEmpty()) {
            problems.add("%s returns %s; expected a type without type variables, wildcards, or arrays of generic types", where,
                    returned);
        } else {
            message(result, "its result");
            if (!TypeNames.isNothing(result)) {
                body(result, "its result");
            }
        }
    }

    private void parameter(ContractParameter declared) {
        MethodParameterInfo parameter = declared.info();
        String name = parameter.name() == null ? "parameter " + parameter.position() : "the parameter " + parameter.name();
        if (declared.role() == Role.TOKEN) {
            if (parameter.hasDeclaredAnnotation(MeshNames.HEADER)) {
                problems.add("%s: %s is in the subject, and has @Header; expected one of them", where, name);
            }
        } else if (declared.role() == Role.HEADER) {
            headers.validate(declared, name);
        } else if (declared.role() == Role.CONTEXT) {
            context(name);
        } else if (declared.role() == Role.STREAM) {
            item(declared.type(), name, parameter.type());
        } else if (CARRIERS.contains(parameter.type().name())) {
            problems.add("%s: %s is %s; expected a value", where, name, parameter.type());
        } else if (TypeNames.of(parameter.type()).isEmpty()) {
            problems.add("%s: %s is %s; expected a type without type variables, wildcards, or arrays of generic types", where,
                    name,
                    parameter.type());
        } else {
            message(parameter.type(), name);
            if (!isOfSeveral || forms.isForSeveral(asked)) {
                body(parameter.type(), name);
            }
            if (isOfSeveral) {
                forms.formatOf(parameter.type()).ifPresent(format -> problems.add(
                        "%s has several parameters, and %s is %s, which is a whole body by %s; expected it alone", where, name,
                        parameter.type(), format));
            }
            if (isOfSeveral && protobuf.isMessage(parameter.type())) {
                problems.add(
                        "%s has several parameters, and %s is the protobuf message %s; expected it alone, since a message is"
                                + " the whole request",
                        where, name, parameter.type());
            }
        }
    }

    private void context(String name) {
        if (method.count(Role.CONTEXT) > 1) {
            problems.add("%s: %s is one of several of the type CallContext; expected one", where, name);
        }
    }

    private void item(Type item, String name, Type declared) {
        if (item == null) {
            problems.add("%s: %s is %s without its type; expected Multi<T> with a concrete T", where, name, declared);
        } else if (CARRIERS.contains(item.name()) || TypeNames.of(item).isEmpty()) {
            problems.add("%s: %s is %s; expected a Multi<T> whose T is a value without type variables, wildcards, or arrays of"
                    + " generic types", where, name, declared);
        } else {
            message(item, name);
            body(item, "an item of " + name);
        }
    }

    private void streams() {
        if (method.count(Role.STREAM) > 1) {
            problems.add("%s has several parameters of the type Multi; expected one stream at most", where);
        }
        if (method.shape() == ReturnShape.MULTI && method.result() != null && TypeNames.isNothing(method.result())) {
            problems.add("%s returns %s; a stream has items, so expected a type that is a value", where,
                    method.info().returnType());
        }
        if (!method.kind().endsOnce()) {
            FAULT_TOLERANCE.stream().filter(method.info()::hasDeclaredAnnotation).forEach(annotation -> problems.add(
                    "%s has @%s, but %s; expected the operators of Multi instead", where, annotation.withoutPackagePrefix(),
                    method.kind().streams() ? "is a stream" : "every instance answers"));
        }
    }

    private void oneWay() {
        if (method.kind() != Operation.Kind.ONE_WAY) {
            return;
        }
        boolean nothing = method.result() != null && TypeNames.isNothing(method.result())
                && (method.shape() == ReturnShape.UNI || method.shape() == ReturnShape.VALUE);
        if (!nothing) {
            problems.add("%s is @OneWay and returns %s; expected void or Uni<Void>, since no answer comes", where,
                    method.info().returnType());
        }
        if (!method.info().exceptions().isEmpty()) {
            problems.add("%s is @OneWay and declares exceptions; expected none, since no answer comes", where);
        }
        if (method.count(Role.STREAM) > 0) {
            problems.add("%s is @OneWay and streams; expected one message", where);
        }
    }

    private void gather() {
        if (!method.info().hasDeclaredAnnotation(MeshNames.GATHER)) {
            return;
        }
        if (method.info().hasDeclaredAnnotation(MeshNames.ONE_WAY)) {
            problems.add("%s is @OneWay and has @Gather; expected one of them", where);
        } else if (method.shape() != ReturnShape.MULTI) {
            problems.add("%s has @Gather and returns %s; expected Multi<T>, since every instance answers", where,
                    method.info().returnType());
        }
        if (method.info().hasDeclaredAnnotation(MeshNames.QUEUE_GROUP)) {
            problems.add("%s has @Gather and @QueueGroup; expected one of them, since every instance answers", where);
        }
        if (method.count(Role.STREAM) > 0) {
            problems.add("%s has @Gather and streams to the service; expected one message", where);
        }
        try {
            Gathering gathering = method.gathering();
            if (gathering.stall().isNegative() || gathering.stall().isZero() || gathering.max() < 1) {
                problems.add("%s has @Gather with a stall of %s and a max of %d; expected more than 0", where,
                        gathering.stall(), gathering.max());
            }
        } catch (IllegalArgumentException e) {
            problems.add("%s has @Gather with a stall that is no duration; expected one as in 50ms", where);
        }
    }

    private void message(Type type, String name) {
        if (protobuf.hasMessage(type)) {
            problems.add("%s: %s is %s, which has a protobuf message in it; expected a message alone, with a repeated field or"
                    + " the like", where, name, type);
        } else if (protobuf.isMessage(type) && !protobuf.isGenerated(type)) {
            problems.add("%s: %s is %s; expected the generated class of a protobuf message", where, name, type);
        }
    }

    private void exceptions() {
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

    private void retry() {
        if (!method.idempotent()
                && (method.info().hasDeclaredAnnotation(RETRY) || contract.type().hasDeclaredAnnotation(RETRY))) {
            problems.add(
                    "%s has @Retry but is not @Idempotent; only a call that does no harm when it runs twice may be retried",
                    where);
        }
    }
}
