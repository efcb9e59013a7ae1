package dev.natsmesh.deployment.model;

import static dev.natsmesh.deployment.model.MeshNames.IDEMPOTENT;
import static dev.natsmesh.deployment.model.MeshNames.NATS_CLIENT;
import static dev.natsmesh.deployment.model.MeshNames.NATS_SERVICE;
import static dev.natsmesh.deployment.model.MeshNames.SUBJECT;
import static dev.natsmesh.deployment.model.MeshNames.SUBSCRIBE;

import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import dev.natsmesh.runtime.call.Subjects;

/** Finds contracts, services and subscribers in an index. It judges nothing: what is wrong is found too, for {@link MeshValidator} to say. */
public final class MeshScanner {

    /** Up to three numbers, and a qualifier after a dot or a dash. */
    private static final Pattern MAVEN_VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:[.-](.+))?");

    private final IndexView index;
    private final String defaultVersion;

    /**
     * @param applicationVersion the version of services that name none; {@code 1.0} and the like become semantic versions
     */
    public MeshScanner(IndexView index, String applicationVersion) {
        this.index = index;
        this.defaultVersion = semantic(applicationVersion);
    }

    /** Three numbers and a qualifier, as far as it is understood. */
    private static String semantic(String version) {
        Matcher parts = MAVEN_VERSION.matcher(version);
        if (!parts.matches()) {
            return version;
        }
        String numbers = Stream.of(parts.group(1), parts.group(2), parts.group(3))
                .map(number -> number == null ? "0" : new BigInteger(number).toString()).collect(Collectors.joining("."));
        return parts.group(4) == null ? numbers : numbers + "-" + parts.group(4);
    }

    public MeshModel scan() {
        Map<DotName, Contract> contracts = new LinkedHashMap<>();
        annotatedTypes(NATS_CLIENT).filter(annotation -> !isQualifierOfABean(annotation)).forEach(annotation -> {
            ClassInfo type = annotation.target().asClass();
            contracts.put(type.name(), new Contract(type, text(annotation, "value"), methods(type, text(annotation, "value"))));
        });
        List<ServiceBean> services = annotatedTypes(NATS_SERVICE).map(annotation -> service(annotation, contracts)).toList();
        return new MeshModel(List.copyOf(contracts.values()), services, subscribers());
    }

    /** A bean that takes the stub's place where the stub is asked for. */
    private boolean isQualifierOfABean(AnnotationInstance annotation) {
        ClassInfo type = annotation.target().asClass();
        return !type.isInterface() && text(annotation, "value").isEmpty()
                && supertypes(type).stream().map(index::getClassByName)
                        .anyMatch(each -> each != null && each.isInterface() && each.hasDeclaredAnnotation(NATS_CLIENT));
    }

    /** In the order of their names; a class that two indexed archives have counts once. */
    private Stream<AnnotationInstance> annotatedTypes(DotName annotation) {
        Map<DotName, AnnotationInstance> types = new TreeMap<>();
        for (AnnotationInstance instance : index.getAnnotations(annotation)) {
            if (instance.target().kind() == AnnotationTarget.Kind.CLASS) {
                types.putIfAbsent(instance.target().asClass().name(), instance);
            }
        }
        return types.values().stream();
    }

    private ServiceBean service(AnnotationInstance annotation, Map<DotName, Contract> contracts) {
        ClassInfo type = annotation.target().asClass();
        String version = text(annotation, "version");
        return new ServiceBean(type, version.isEmpty() ? defaultVersion : version, text(annotation, "description"),
                supertypes(type).stream().filter(contracts::containsKey).map(contracts::get).toList());
    }

    private List<ContractMethod> methods(ClassInfo contract, String service) {
        Map<String, MethodInfo> methods = new LinkedHashMap<>();
        Set<DotName> types = supertypes(contract);
        types.forEach(name -> {
            ClassInfo type = index.getClassByName(name);
            if (type != null) {
                // The nearest declaration counts; a default or a bridge method there hides an inherited endpoint.
                type.methods().forEach(method -> methods.putIfAbsent(method.name() + method.descriptor(), method));
            }
        });
        boolean all = contract.hasDeclaredAnnotation(IDEMPOTENT);
        return methods.values().stream().filter(MeshScanner::isEndpoint)
                .sorted(Comparator.comparing(MethodInfo::name))
                .map(method -> ContractMethod.of(method, subject(contract, service, method),
                        all || method.hasDeclaredAnnotation(IDEMPOTENT)))
                .toList();
    }

    private static String subject(ClassInfo contract, String service, MethodInfo method) {
        AnnotationInstance group = contract.declaredAnnotation(SUBJECT);
        AnnotationInstance own = method.declaredAnnotation(SUBJECT);
        if (group == null) {
            return own == null ? Subjects.endpoint(service, method.name()) : own.value().asString();
        }
        return group.value().asString() + "." + (own == null ? method.name() : own.value().asString());
    }

    private List<EventMethod> subscribers() {
        Map<String, EventMethod> subscribers = new TreeMap<>();
        for (AnnotationInstance annotation : index.getAnnotations(SUBSCRIBE)) {
            MethodInfo method = annotation.target().asMethod();
            // The compiler gives the annotation to bridge methods, too.
            if (!method.isSynthetic()) {
                subscribers.put(method.declaringClass().name() + "#" + method.name() + method.descriptor(),
                        new EventMethod(ContractMethod.of(method, text(annotation, "value"), false),
                                annotation.value("broadcast") != null && annotation.value("broadcast").asBoolean()));
            }
        }
        return List.copyOf(subscribers.values());
    }

    private static boolean isEndpoint(MethodInfo method) {
        return Modifier.isAbstract(method.flags()) && !method.isSynthetic();
    }

    private Set<DotName> supertypes(ClassInfo type) {
        return supertypes(index, type);
    }

    /** The type, then its interfaces and superclasses with theirs, each once, whether they are indexed or not. */
    static Set<DotName> supertypes(IndexView index, ClassInfo type) {
        Set<DotName> found = new LinkedHashSet<>();
        List<DotName> open = new ArrayList<>(List.of(type.name()));
        while (!open.isEmpty()) {
            DotName name = open.remove(0);
            ClassInfo next = index.getClassByName(name);
            if (found.add(name) && next != null) {
                open.addAll(next.interfaceNames());
                if (next.superName() != null && !next.superName().equals(DotName.OBJECT_NAME)) {
                    open.add(next.superName());
                }
            }
        }
        return found;
    }

    private static String text(AnnotationInstance annotation, String member) {
        AnnotationValue value = annotation.value(member);
        return value == null ? "" : value.asString();
    }
}
