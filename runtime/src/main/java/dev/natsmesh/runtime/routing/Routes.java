package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.transport.Transport;

/** The routes to the services that this application calls, one for each. */
public final class Routes {

    /** Never for failures. */
    private static final EjectionSettings SILENCE_ONLY = new EjectionSettings(Integer.MAX_VALUE, Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    private final SubjectPrefix prefix;
    private final EjectionSettings settings;
    private final Balancers balancers;
    private final List<Ejections> listeners;
    private final Transport transport;
    private final ScheduledExecutorService executor;
    private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param settings {@code null} if no instance is left out for failures, and calls without a balancer always go to the queue group
     * @param balancers choose the instances of some operations' calls
     * @param listeners are told which instances get no calls
     */
    public Routes(SubjectPrefix prefix, EjectionSettings settings, Balancers balancers, List<Ejections> listeners,
            Transport transport, ScheduledExecutorService executor) {
        this.prefix = prefix;
        this.settings = settings;
        this.balancers = balancers;
        this.listeners = List.copyOf(listeners);
        this.transport = transport;
        this.executor = executor;
    }

    /** The route to that service, whose instances are watched from now on; {@code null} if calls go to the queue group. */
    public ServiceRoute to(String service) {
        return settings == null || closed ? null : membership(service).route();
    }

    /** The route of an operation's calls whose instances a balancer chooses; {@code null} if none does. */
    public BalancedRoute balanced(Operation operation) {
        Balancer balancer = closed ? null : balancers.of(operation);
        if (balancer == null) {
            return null;
        }
        return new BalancedRoute(balanced(operation.service()).route(), balancer);
    }

    /**
     * Watches the instances that balancers will choose from, and returns when they are known, or after a moment if they aren't.
     *
     * @param operations what may be called
     */
    public void await(List<Operation> operations) throws InterruptedException {
        List<Membership> watched = operations.stream().filter(operation -> balancers.of(operation) != null)
                .map(Operation::service).distinct().map(this::balanced).toList();
        for (Membership membership : watched) {
            membership.awaitKnown();
        }
    }

    private Membership balanced(String service) {
        Membership membership = membership(service);
        membership.route().balance();
        return membership;
    }

    private Membership membership(String service) {
        return memberships.computeIfAbsent(service, this::begin);
    }

    private Membership begin(String service) {
        Membership membership = new Membership(service, prefix, settings == null ? SILENCE_ONLY : settings, listeners,
                transport,
                executor);
        executor.execute(membership::begin);
        return membership;
    }

    /** Nobody is asked any more. */
    public void close() {
        closed = true;
        memberships.values().forEach(Membership::close);
    }
}
