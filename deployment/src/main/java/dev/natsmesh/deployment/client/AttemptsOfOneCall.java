package dev.natsmesh.deployment.client;

import java.util.List;
import java.util.function.Predicate;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.jandex.DotName;

import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.ContractMethod;
import dev.natsmesh.deployment.model.MeshNames;

/** Attempts have one key only if they are made behind the stub; an interceptor before it makes a call of each. */
final class AttemptsOfOneCall {

    private static final DotName RETRY = DotName.createSimple(Retry.class);

    private AttemptsOfOneCall() {
    }

    /** @param intercepted whether a contract's stub is called through interceptors that retry */
    static void check(List<Contract> contracts, Predicate<Contract> intercepted) {
        List<String> problems = contracts.stream().filter(intercepted)
                .flatMap(contract -> contract.methods().stream().filter(method -> isRetried(contract, method))
                        .map(method -> ("%s#%s() has @Deduplicate and is retried by an interceptor, whose attempts are calls of"
                                + " their own; expected a contract with no"
                                + " other annotations of fault tolerance than @Timeout, @Retry, @CircuitBreaker, @Bulkhead and"
                                + " @RateLimit").formatted(contract.type().name(), method.info().name())))
                .toList();
        if (!problems.isEmpty()) {
            throw new DeploymentException("Calls that would not be known again:\n  - " + String.join("\n  - ", problems));
        }
    }

    private static boolean isRetried(Contract contract, ContractMethod method) {
        return method.info().hasDeclaredAnnotation(MeshNames.DEDUPLICATE)
                && (method.info().hasDeclaredAnnotation(RETRY) || contract.type().hasDeclaredAnnotation(RETRY));
    }
}
