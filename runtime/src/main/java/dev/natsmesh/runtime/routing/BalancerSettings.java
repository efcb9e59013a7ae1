package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.natsmesh.runtime.call.KeyArgument;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.config.NatsBalancingConfig;
import dev.natsmesh.runtime.config.NatsClientConfig;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.config.NatsMethodConfig;
import dev.natsmesh.runtime.config.NatsMethodConfig.Balancing;

/**
 * What is configured of balancers.
 *
 * @param clients by the services' names
 */
public record BalancerSettings(Map<String, NatsClientConfig> clients, NatsBalancingConfig balancing) {

    public Balancers balancers() {
        return new Balancers(this::of, balancing.latencyMemory());
    }

    /** What an operation's calls are balanced by. The annotation is nearer than what is set for more than its method. */
    Balancing of(Operation operation) {
        NatsClientConfig service = clients.get(operation.service());
        return said(service == null ? null : service.methods().get(operation.method()))
                .or(() -> Optional.ofNullable(KeyArgument.of(operation)).map(key -> Balancing.STICKY))
                .or(() -> said(service)).or(() -> said(clients.get(NatsConfig.ALL_CLIENTS))).orElse(Balancing.QUEUE_GROUP);
    }

    private static Optional<Balancing> said(NatsMethodConfig level) {
        return level == null ? Optional.empty() : level.balancer();
    }

    /**
     * All mistakes that there are, each with the key that it is about, below {@code quarkus.nats}. Names that no contract has are told
     * elsewhere.
     *
     * @param operations what the application can call
     */
    public List<String> problems(List<Operation> operations) {
        List<String> problems = new ArrayList<>();
        Duration memory = balancing.latencyMemory();
        if (memory.isNegative() || memory.isZero()) {
            problems.add("balancing.latency-memory is %s; expected more than zero".formatted(memory));
        }
        clients.forEach((service, config) -> {
            String key = service.equals(NatsConfig.ALL_CLIENTS) ? "clients" : "clients.\"%s\"".formatted(service);
            if (config.balancer().equals(Optional.of(Balancing.STICKY))) {
                problems.add("%s.balancer is sticky, which is for single methods; expected @StickyKey on a parameter of each"
                        .formatted(
                                key));
            }
            config.methods().forEach((method, settings) -> named(operations, service, method)
                    .flatMap(operation -> problem(operation, said(settings)).stream())
                    .forEach(problem -> problems.add("%s.methods.\"%s\".balancer%s".formatted(key, method, problem))));
        });
        return problems;
    }

    private static Stream<Operation> named(List<Operation> operations, String service, String method) {
        return operations.stream()
                .filter(operation -> operation.service().equals(service) && operation.method().equals(method));
    }

    private static Optional<String> problem(Operation operation, Optional<Balancing> said) {
        if (said.isEmpty() || said.get() == Balancing.QUEUE_GROUP) {
            return Optional.empty();
        } else if (operation.kind() != Operation.Kind.UNARY) {
            return Optional.of(": %s has not one request and one reply, so its calls go to the queue group; expected none"
                    .formatted(operation));
        } else if (said.get() == Balancing.STICKY && KeyArgument.of(operation) == null) {
            return Optional
                    .of(" is sticky, and %s has no key; expected @StickyKey on one of its parameters".formatted(operation));
        }
        return Optional.empty();
    }
}
