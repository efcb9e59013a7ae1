package dev.natsmesh.runtime.routing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.transport.Transport;

/** The routes to the services that this application calls, one for each. */
public final class Routes {

    private final SubjectPrefix prefix;
    private final EjectionSettings settings;
    private final List<Ejections> listeners;
    private final Transport transport;
    private final ScheduledExecutorService executor;
    private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param settings {@code null} for calls that always go to the queue group
     * @param listeners are told which instances get no calls
     */
    public Routes(SubjectPrefix prefix, EjectionSettings settings, List<Ejections> listeners, Transport transport,
            ScheduledExecutorService executor) {
        this.prefix = prefix;
        this.settings = settings;
        this.listeners = List.copyOf(listeners);
        this.transport = transport;
        this.executor = executor;
    }

    /** The route to that service, whose instances are watched from now on; {@code null} if calls go to the queue group. */
    public ServiceRoute to(String service) {
        return settings == null || closed ? null : memberships.computeIfAbsent(service, this::begin).route();
    }

    private Membership begin(String service) {
        Membership membership = new Membership(service, prefix, settings, listeners, transport, executor);
        executor.execute(membership::begin);
        return membership;
    }

    /** Nobody is asked any more. */
    public void close() {
        closed = true;
        memberships.values().forEach(Membership::close);
    }
}
