package dev.natsmesh.deployment.model;

import java.util.List;

import org.jboss.jandex.ClassInfo;

import dev.natsmesh.runtime.call.Operation;

/**
 * An interface that is annotated with {@code @NatsClient}.
 *
 * @param type the interface
 * @param service the service's name, as it is written
 * @param methods its endpoints, in the order of their names
 */
public record Contract(ClassInfo type, String service, List<ContractMethod> methods) {

    /** Whether calling its methods publishes events. */
    boolean publishes() {
        return methods.stream().anyMatch(ContractMethod::isEvent);
    }

    /** The endpoints in the order of {@link #methods()}; only for contracts that have been validated. */
    public List<Operation> operations() {
        return methods.stream().map(method -> method.operation(this)).toList();
    }
}
