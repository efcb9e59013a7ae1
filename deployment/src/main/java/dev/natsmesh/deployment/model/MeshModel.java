package dev.natsmesh.deployment.model;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

/**
 * All that the build found.
 *
 * @param contracts in the order of their types' names
 * @param services in the order of their types' names
 * @param subscribers in the order of their classes' and methods' names
 */
public record MeshModel(List<Contract> contracts, List<ServiceBean> services, List<EventMethod> subscribers) {

    public boolean isEmpty() {
        return contracts.isEmpty() && services.isEmpty() && subscribers.isEmpty();
    }

    /** The types of what bodies are made of, as often as they occur. */
    public Stream<Type> bodyTypes() {
        return Stream.concat(contracts.stream().flatMap(contract -> contract.methods().stream()),
                subscribers.stream().map(EventMethod::method)).flatMap(ContractMethod::bodyTypes);
    }

    /** Without what is on classes that could be beans and are none: they are vetoed, or excluded by the build. */
    public MeshModel withBeans(Predicate<DotName> beans) {
        return new MeshModel(contracts,
                services.stream().filter(service -> !service.canBeABean() || beans.test(service.type().name())).toList(),
                subscribers.stream().filter(subscriber -> !subscriber.canBeOfABean() || beans.test(subscriber.type().name()))
                        .toList());
    }
}
