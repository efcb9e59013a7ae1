package dev.natsmesh.deployment.client;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.ReturnShape;
import io.quarkus.arc.deployment.TransformedAnnotationsBuildItem;
import io.smallrye.faulttolerance.api.BeforeRetry;
import io.smallrye.faulttolerance.api.CustomBackoff;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.faulttolerance.api.RetryWhen;

/**
 * How contracts are guarded. Fault tolerance is a part of their calls, except for those with another interceptor, or with one of
 * the annotations of fault tolerance that call the application's code: these have interceptors.
 *
 * @param interceptorBindings all that there are
 */
record GuardedContracts(Set<DotName> interceptorBindings, IndexView index) {

    private static final Set<DotName> GUARDS = names(Timeout.class, Retry.class, CircuitBreaker.class, Bulkhead.class,
            RateLimit.class);
    private static final Set<DotName> CALLING_BACK = names(BeforeRetry.class, CustomBackoff.class, RetryWhen.class);

    private static final DotName RETRY = DotName.createSimple(Retry.class);

    private static Set<DotName> names(Class<?>... types) {
        return Stream.of(types).map(DotName::createSimple).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the contract has annotations that can be a part of its calls. */
    boolean isAnnotated(Contract contract) {
        return annotations(contract).anyMatch(GUARDS::contains);
    }

    /** Whether the stub of such a contract is called through interceptors, which carry out all its annotations. */
    boolean isIntercepted(Contract contract, TransformedAnnotationsBuildItem transformed) {
        boolean isPartOfCalls = isAnnotated(contract) && annotations(contract).noneMatch(this::needsInterceptor);
        return !isPartOfCalls && types(contract)
                .flatMap(type -> Stream.concat(Stream.<AnnotationTarget>of(type), type.methods().stream()))
                .flatMap(target -> transformed.getAnnotations(target).stream()).map(AnnotationInstance::name)
                .anyMatch(interceptorBindings::contains);
    }

    /** Whether an interceptor retries calls of such a contract. */
    boolean isRetriedByInterceptor(Contract contract, TransformedAnnotationsBuildItem transformed) {
        return annotations(contract).anyMatch(RETRY::equals) && isIntercepted(contract, transformed);
    }

    /** The methods whose callers wait. */
    static Set<String> blockingMethods(Contract contract) {
        return contract.methods().stream().filter(method -> method.shape() == ReturnShape.VALUE)
                .map(method -> method.info().name()).collect(Collectors.toSet());
    }

    private boolean needsInterceptor(DotName annotation) {
        return CALLING_BACK.contains(annotation) || interceptorBindings.contains(annotation) && !GUARDS.contains(annotation);
    }

    private Stream<DotName> annotations(Contract contract) {
        return types(contract)
                .flatMap(type -> type.annotations().stream()).map(AnnotationInstance::name);
    }

    private Stream<ClassInfo> types(Contract contract) {
        return Stream.concat(Stream.of(contract.type()), parents(contract.type()));
    }

    private Stream<ClassInfo> parents(ClassInfo type) {
        return type.interfaceNames().stream().map(index::getClassByName).filter(Objects::nonNull)
                .flatMap(parent -> Stream.concat(Stream.of(parent), parents(parent)));
    }
}
