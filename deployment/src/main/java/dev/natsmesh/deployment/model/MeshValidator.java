package dev.natsmesh.deployment.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import dev.natsmesh.ErrorCode;
import dev.natsmesh.runtime.call.Subjects;

/** Says all that is wrong with the contracts, services and subscribers of an application: what, where, and what was expected. */
public final class MeshValidator {

    /** The grammar of semver.org, version 2.0.0. */
    private static final Pattern SEMANTIC_VERSION = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
            + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

    private static final int LOWEST_CODE = 400;
    private static final int HIGHEST_CODE = 599;

    private final MeshModel model;
    private final IndexView index;
    private final ProtobufTypes protobuf;
    private final BodyForms forms;
    private final TextTypes textTypes;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param index the application
     * @param libraries the application and what it needs
     * @param hasCbor whether Jackson's data format for CBOR is there
     */
    public MeshValidator(MeshModel model, IndexView index, IndexView libraries, boolean hasCbor) {
        this.model = model;
        this.index = index;
        this.protobuf = new ProtobufTypes(libraries);
        this.forms = new BodyForms(index, libraries, hasCbor);
        this.textTypes = new TextTypes(libraries);
    }

    /** @return the problems, in the order of the types' names; empty if there are none */
    public List<String> validate() {
        model.contracts().forEach(this::contract);
        model.services().forEach(this::service);
        model.subscribers().forEach(this::subscriber);
        subjects();
        servedOnce();
        injectionPoints();
        errorCodes();
        problems.addAll(forms.problems());
        queueGroups();
        return List.copyOf(problems);
    }

    private void contract(Contract contract) {
        ClassInfo type = contract.type();
        if (!type.isInterface()) {
            problem("@NatsClient declares a contract, so it must be on an interface, not on the class %s; a bean that"
                    + " implements a contract may have it as a qualifier, without a name", type.name());
            return;
        }
        if (contract.service().isEmpty()) {
            problem("@NatsClient on %s must name the service, as in @NatsClient(\"pricing\")", type.name());
        } else if (!Subjects.isName(contract.service())) {
            problem("@NatsClient(\"%s\") on %s: a service's name has only letters, digits, '-' and '_'", contract.service(),
                    type.name());
        }
        if (!type.typeParameters().isEmpty()) {
            problem("@NatsClient interface %s has type parameters; the types of a contract must be concrete", type.name());
        }
        for (DotName inherited : MeshScanner.supertypes(index, type)) {
            if (index.getClassByName(inherited) == null) {
                problem("@NatsClient interface %s extends %s, which is not indexed, so its methods are not known; expected an"
                        + " interface of the application or of an indexed dependency", type.name(), inherited);
            }
        }
        if (contract.methods().isEmpty()) {
            problem("@NatsClient interface %s has no abstract method; expected at least one, each is an endpoint", type.name());
        }
        AnnotationInstance contentType = type.declaredAnnotation(BodyForms.CONTENT_TYPE);
        if (contentType != null) {
            forms.refusal(contentType.value().asString())
                    .ifPresent(expected -> problem("@ContentType(\"%s\") on %s: expected %s",
                            contentType.value().asString(), type.name(), expected));
        }
        Map<String, ContractMethod> byName = new HashMap<>();
        for (ContractMethod method : contract.methods()) {
            if (byName.putIfAbsent(method.info().name(), method) != null) {
                problem("%s is overloaded; an endpoint is named after its method, so each name may occur once",
                        where(contract, method));
            }
            new MethodValidator(contract, method, index, protobuf, forms, textTypes, this::problem).validate();
        }
        events(contract);
    }

    private void events(Contract contract) {
        List<ContractMethod> calls = contract.methods().stream().filter(method -> !method.isEvent()).toList();
        if (contract.publishes() && !calls.isEmpty()) {
            problem("%s has events and calls: %s are not @Publish; expected a contract for each, since a service implements the"
                    + " whole of its contract", contract.type().name(),
                    calls.stream().map(call -> call.info().name() + "()")
                            .collect(Collectors.joining(", ")));
        }
    }

    private void subscriber(EventMethod subscriber) {
        new EventMethodValidator(subscriber, this::problem).validate();
        new MethodValidator(subscriber.method(), subscriber.toString(), index, protobuf, forms, textTypes, this::problem)
                .validateSubscriber();
    }

    private void service(ServiceBean service) {
        ClassInfo type = service.type();
        if (!service.canBeABean()) {
            problem("@NatsService must be on a class that can be a bean; %s is %s", type.name(),
                    type.isInterface() ? "an interface" : "abstract");
        }
        if (service.contracts().isEmpty()) {
            List<DotName> unknown = MeshScanner.supertypes(index, type).stream()
                    .filter(name -> index.getClassByName(name) == null && !name.toString().startsWith("java.")).toList();
            problem("@NatsService class %s implements no contract; expected an interface that is annotated with @NatsClient%s",
                    type.name(),
                    unknown.isEmpty()
                            ? ""
                            : ". Not indexed, so not looked at: %s; put an empty META-INF/beans.xml into the jar"
                                    .formatted(unknown));
        }
        service.contracts().stream().filter(Contract::publishes).forEach(contract -> problem(
                "@NatsService class %s implements %s, whose methods are events (@Publish); expected methods with @Subscribe"
                        + " instead, which need no contract",
                type.name(), contract.type().name()));
        if (!SEMANTIC_VERSION.matcher(service.version()).matches()) {
            problem("The version of @NatsService class %s is '%s'; expected a semantic version as in 1.2.0, from the annotation or"
                    + " from quarkus.application.version", type.name(), service.version());
        }
    }

    private void errorCodes() {
        index.getAnnotations(ErrorCode.class).stream().sorted(Comparator.comparing(code -> code.target().asClass().name()))
                .forEach(code -> {
                    if (code.value().asInt() < LOWEST_CODE || code.value().asInt() > HIGHEST_CODE) {
                        problem("%s has @ErrorCode(%d); expected a code from %d to %d", code.target().asClass().name(),
                                code.value().asInt(), LOWEST_CODE, HIGHEST_CODE);
                    }
                });
    }

    private void queueGroups() {
        model.services().forEach(service -> service.contracts().forEach(contract -> contract.methods().stream()
                .filter(method -> method.kind().streams() && QueueGroups.of(service,
                        service.implementation(method.info(), index), contract, method) == null)
                .forEach(method -> problem("%s streams, and %s serves it without a queue group; expected one, since a stream is"
                        + " between two", where(contract, method), service.type().name()))));
        index.getAnnotations(MeshNames.QUEUE_GROUP).stream().filter(group -> !QueueGroups.isProper(group))
                .map(group -> "@QueueGroup(\"%s\") on %s has a name that is none; expected letters, digits, '.', '-' and '_', or"
                        .formatted(group.value().asString(), name(group.target())) + " QueueGroup.NONE")
                .sorted().forEach(problems::add);
    }

    private static String name(AnnotationTarget target) {
        return target.kind() == AnnotationTarget.Kind.METHOD
                ? target.asMethod().declaringClass().name() + "#" + target.asMethod().name() + "()"
                : target.asClass().name().toString();
    }

    /** Who calls one of two endpoints with a subject in common could reach the other. */
    private void subjects() {
        List<Endpoint> earlier = new ArrayList<>();
        for (Contract contract : model.contracts()) {
            Set<String> names = new HashSet<>();
            for (ContractMethod method : contract.methods()) {
                if (names.add(method.info().name())) {
                    Endpoint endpoint = new Endpoint(contract, method);
                    earlier.stream().filter(other -> endpoint.isInTheWayOf(other))
                            .forEach(other -> problem("%s and %s have a subject in common; expected each subject to be one"
                                    + " endpoint's", other, endpoint));
                    earlier.add(endpoint);
                }
            }
        }
    }

    private void servedOnce() {
        Map<String, ServiceBean> subjects = new HashMap<>();
        Map<String, ServiceBean> services = new HashMap<>();
        for (ServiceBean service : model.services()) {
            for (Contract contract : service.contracts()) {
                ServiceBean named = services.putIfAbsent(contract.service(), service);
                if (named != null && !named.version().equals(service.version())) {
                    problem("The service '%s' is served in version %s by %s and in version %s by %s; expected one version",
                            contract.service(), named.version(), named.type().name(), service.version(), service.type().name());
                }
                for (ContractMethod method : contract.methods()) {
                    String subject = method.subject();
                    ServiceBean other = subjects.putIfAbsent(subject, service);
                    if (other != null) {
                        problem("The subject %s is served twice, by %s and by %s (%s); expected one", subject,
                                other.type().name(),
                                service.type().name(), where(contract, method));
                    }
                }
            }
        }
    }

    private void injectionPoints() {
        for (AnnotationInstance annotation : index.getAnnotations(MeshNames.NATS_CLIENT)) {
            AnnotationTarget target = annotation.target();
            if (target.kind() == AnnotationTarget.Kind.FIELD) {
                injectedContract(annotation, target.asField().type(),
                        target.asField().declaringClass().name() + "." + target.asField().name());
            } else if (target.kind() == AnnotationTarget.Kind.METHOD_PARAMETER) {
                var parameter = target.asMethodParameter();
                injectedContract(annotation, parameter.type(),
                        parameter.method().declaringClass().name() + "." + parameter.method().name() + "()");
            }
        }
    }

    private void injectedContract(AnnotationInstance annotation, Type type, String place) {
        DotName wanted = type.kind() == Type.Kind.PARAMETERIZED_TYPE
                ? type.asParameterizedType().arguments().get(0).name()
                : type.name();
        Optional<Contract> found = model.contracts().stream().filter(contract -> contract.type().name().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            problem("@NatsClient at %s asks for the stub of %s, which is not a contract; expected an interface that is annotated"
                    + " with @NatsClient(\"name\")", place, wanted);
        } else if (annotation.value() != null && !annotation.value().asString().equals(found.get().service())) {
            problem("@NatsClient(\"%s\") at %s asks for the stub of %s, whose service is '%s'; expected @NatsClient without a name",
                    annotation.value().asString(), place, wanted, found.get().service());
        }
    }

    static String where(Contract contract, ContractMethod method) {
        return contract.type().name() + "#" + method.info().name() + "()";
    }

    private void problem(String format, Object... arguments) {
        problems.add(format.formatted(arguments));
    }
}
