package dev.natsmesh.deployment.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.MeshModel;
import dev.natsmesh.deployment.model.MeshNames;
import io.quarkus.arc.processor.InjectionPointInfo;

/** The contracts whose stubs an application asks for. Which of the others it calls, if any, shows when it does. */
final class InjectedContracts {

    private final Set<DotName> asked = new HashSet<>();
    private final Set<DotName> askedForStub = new HashSet<>();
    private final Set<DotName> served = new HashSet<>();

    InjectedContracts(MeshModel model, Collection<InjectionPointInfo> injectionPoints) {
        model.services().forEach(service -> service.contracts().forEach(contract -> served.add(contract.type().name())));
        injectionPoints.forEach(point -> {
            DotName type = wanted(point.getRequiredType());
            asked.add(type);
            if (point.getRequiredQualifiers().stream().anyMatch(qualifier -> qualifier.name().equals(MeshNames.NATS_CLIENT))) {
                askedForStub.add(type);
            }
        });
    }

    /** Where the service's bean is, it is what is meant without the qualifier. */
    boolean contains(Contract contract) {
        DotName type = contract.type().name();
        return askedForStub.contains(type) || asked.contains(type) && !served.contains(type);
    }

    /** {@code Instance<T>} and the like ask for what they hold. */
    private static DotName wanted(Type required) {
        return Stream.of(required).filter(type -> type.kind() == Type.Kind.PARAMETERIZED_TYPE)
                .map(type -> type.asParameterizedType().arguments().get(0).name()).findFirst().orElse(required.name());
    }
}
