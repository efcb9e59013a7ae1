package dev.natsmesh.runtime.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.Codecs;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.deduplication.IdempotencyKeys;
import dev.natsmesh.runtime.observability.Observation;
import dev.natsmesh.runtime.resilience.Guarding;
import dev.natsmesh.runtime.routing.Routes;
import dev.natsmesh.runtime.stream.StreamSettings;
import dev.natsmesh.runtime.traffic.FaultInjection;
import dev.natsmesh.runtime.traffic.Mirroring;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.traffic.TrafficPolicy;

/**
 * Puts together the caller's side of an operation. The order, from the stub to the wire:
 * <ol>
 * <li>interceptors of the stub's bean, if its contract has such annotations
 * <li>the key by which the service knows the call again, if it is to ({@link IdempotencyKeys})
 * <li>fault tolerance ({@link Guarding}), by annotations and configuration; inside of it, if these don't say what is tried again,
 * what is safe is, and inside of that what takes long is made a second time: each attempt is a call of its own below
 * <li>observations, in the order they are given: tracing, metrics
 * <li>what goes wrong on purpose, where that is allowed ({@link FaultInjection})
 * <li>encode, send, decode ({@link RemoteInvocation}), or only encode and send ({@link OneWayInvocation}: one-way calls and
 * events), or decode many replies ({@link GatherInvocation}), or open a stream ({@link RemoteStream})
 * </ol>
 */
public final class ClientChain {

    private final Transport transport;
    private final Codecs codecs;
    private final List<Observation> observations;
    private final CallLimits limits;
    private final Headers headers;
    private final SubjectPrefix prefix;
    private final StreamSettings streams;
    private final Routes routes;
    private final TrafficPolicies traffic;
    private final FaultInjection faults;
    private final Mirroring mirroring;
    private final IdempotencyKeys keys = new IdempotencyKeys();

    /**
     * @param observations the first is the outermost
     * @param limits how far calls may go
     * @param headers what each call has
     * @param prefix what subjects begin with
     * @param streams what all streams have in common
     * @param routes to which instances calls go
     * @param traffic which policies calls follow
     * @param faults what goes wrong with them on purpose
     * @param mirroring copies them
     */
    public ClientChain(Transport transport, Codecs codecs, List<Observation> observations, CallLimits limits,
            Headers headers, SubjectPrefix prefix, StreamSettings streams, Routes routes, TrafficPolicies traffic,
            FaultInjection faults, Mirroring mirroring) {
        this.transport = transport;
        this.codecs = codecs;
        this.observations = List.copyOf(observations);
        this.limits = limits;
        this.headers = headers;
        this.prefix = prefix;
        this.streams = streams;
        this.routes = routes;
        this.traffic = traffic;
        this.faults = faults;
        this.mirroring = mirroring;
    }

    /** What the stub of a contract with these operations calls; an operation's place in the list is its index. */
    public ClientCalls calls(List<Operation> operations, Guarding guarding) {
        Duration[] timeouts = operations.stream().map(operation -> guarding.timeout(operation, limits.timeout()))
                .toArray(Duration[]::new);
        Stage[] chains = new Stage[timeouts.length];
        for (int i = 0; i < chains.length; i++) {
            Operation operation = operations.get(i);
            chains[i] = keys.around(operation, guarding.around(operation, attempt(operation), timeouts[i]));
        }
        ServiceTraffic[] policies = operations.stream().map(operation -> operation.kind() == Operation.Kind.EVENT
                ? null
                : traffic.of(operation.service())).toArray(ServiceTraffic[]::new);
        return new ClientCalls(operations.toArray(Operation[]::new), chains, timeouts, policies, limits.maxHops(), headers);
    }

    private Stage attempt(Operation operation) {
        OperationCodec codec = codecs.prepare(operation);
        ServiceTraffic policy = operation.kind() == Operation.Kind.EVENT ? null : traffic.of(operation.service());
        Supplier<TrafficPolicy> current = policy == null ? null : policy::policy;
        Stage stage = switch (operation.kind()) {
            case UNARY -> new RemoteInvocation(operation, prefix, codec, transport, routes.to(operation.service()),
                    routes.balanced(operation), policy, mirroring.of(operation, codec, current));
            case ONE_WAY, EVENT ->
                new OneWayInvocation(operation, prefix, codec, transport, () -> routes.to(operation.service()),
                        policy);
            case GATHER -> new GatherInvocation(operation, prefix, codec, transport);
            case SERVER_STREAMING, CLIENT_STREAMING, BIDIRECTIONAL_STREAMING -> new RemoteStream(operation, prefix, codec,
                    transport, streams, routes.to(operation.service()), policy);
        };
        stage = faults.around(operation, current, stage);
        for (int i = observations.size() - 1; i >= 0; i--) {
            Observation observation = observations.get(i);
            stage = operation.kind() == Operation.Kind.EVENT
                    ? observation.ofPublisher(operation, stage)
                    : observation.ofClient(operation, stage);
        }
        return stage;
    }
}
