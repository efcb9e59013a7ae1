package dev.natsmesh.deployment.model;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jboss.jandex.Type;

/**
 * All that the build found.
 *
 * @param contracts in the order of their types' names
 * @param services in the order of their types' names
 */
public record MeshModel(List<Contract> contracts, List<ServiceBean> services) {

    public boolean isEmpty() {
        return contracts.isEmpty() && services.isEmpty();
    }

    /** The types of what bodies are made of, as often as they occur. */
    public Stream<Type> bodyTypes() {
        return contracts.stream().flatMap(contract -> contract.methods().stream()).flatMap(ContractMethod::bodyTypes);
    }

    public MeshModel without(Predicate<ServiceBean> which) {
        return new MeshModel(contracts, services.stream().filter(which.negate()).toList());
    }
}
