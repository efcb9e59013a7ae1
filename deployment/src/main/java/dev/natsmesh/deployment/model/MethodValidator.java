package dev.natsmesh.deployment.model;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.Parameter.Role;
import dev.natsmesh.runtime.call.Subjects;

/** Says all that is wrong with one method of a contract. */
final class MethodValidator {

    private static final DotName RETRY = DotName.createSimple("org.eclipse.microprofile.faulttolerance.Retry");
    /** What may stand for a result, but is none itself. */
    private static final Set<DotName> CARRIERS = Set.of(
            DotName.createSimple("io.smallrye.mutiny.Uni"), DotName.createSimple("io.smallrye.mutiny.Multi"),
            DotName.createSimple("java.util.concurrent.CompletionStage"),
            DotName.createSimple("java.util.concurrent.CompletableFuture"),
            DotName.createSimple("java.util.concurrent.Future"),
            DotName.createSimple("java.util.concurrent.Flow$Publisher"),
            DotName.createSimple("org.reactivestreams.Publisher"));
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
        MessagePatternValidator patterns = new MessagePatternValidator(method, where, problems);
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
            patterns.event();
        } else {
            result();
            parameters();
            patterns.streams();
            new ExceptionValidator(method, where, index, problems).validate();
            patterns.gather();
        }
        retry();
        patterns.oneWay();
        patterns.deduplicate();
        new StickyKeyValidator(method, where, textTypes, problems).validate();
    }

    void validateSubscriber() {
        new SubjectValidator(method, where, textTypes, problems).parameters();
        event();
        new StickyKeyValidator(method, where, textTypes, problems).validate();
    }

    private void event() {
        if (method.shape() == ReturnShape.MULTI || method.result() == null || !TypeNames.isNothing(method.result())
                || method.hasResponse()) {
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
            problems.add("%s returns %s without its type; expected %s with a concrete T", where, returned, withType(returned));
        } else if (TypeNames.has(result, MeshNames.RESPONSE)) {
            problems.add("%s returns %s; expected Response<T> as the whole result, with a T that is a value", where, returned);
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

    /** A return type as it should be that lacks a type. */
    private String withType(Type returned) {
        String whole = returned.name().withoutPackagePrefix();
        if (!method.hasResponse()) {
            return whole + "<T>";
        }
        return method.shape() == ReturnShape.VALUE ? "Response<T>" : whole + "<Response<T>>";
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
        } else if (TypeNames.has(parameter.type(), MeshNames.RESPONSE)) {
            problems.add("%s: %s is %s; expected a value, since only a result has headers of a reply", where, name,
                    parameter.type());
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
        } else if (TypeNames.has(item, MeshNames.RESPONSE)) {
            problems.add("%s: %s is %s; expected a Multi<T> whose T is a value, since items have no headers of their own",
                    where,
                    name, declared);
        } else if (CARRIERS.contains(item.name()) || TypeNames.of(item).isEmpty()) {
            problems.add("%s: %s is %s; expected a Multi<T> whose T is a value without type variables, wildcards, or arrays of"
                    + " generic types", where, name, declared);
        } else {
            message(item, name);
            body(item, "an item of " + name);
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

    private void retry() {
        if (!method.idempotent()
                && (method.info().hasDeclaredAnnotation(RETRY) || contract.type().hasDeclaredAnnotation(RETRY))) {
            problems.add(
                    "%s has @Retry but is not @Idempotent; only a call that does no harm when it runs twice may be retried",
                    where);
        }
    }
}
