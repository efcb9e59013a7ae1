package dev.natsmesh.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.server.EventServer;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceEndpoint;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.runtime.server.Subscriber;
import dev.natsmesh.runtime.server.SubscriberCatalog;
import dev.natsmesh.runtime.transport.Transport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What somebody who operates this instance sees of it and does with it, whatever way he comes. Nothing blocks. */
@Singleton
public class MeshOperations {

    private static final Logger LOG = Logger.getLogger(MeshOperations.class);
    private static final String DRAINED = "drained";

    private final MeshIdentity identity;
    private final Transport transport;
    private final ServiceCatalog catalog;
    private final ServiceServer services;
    private final SubscriberCatalog subscribers;
    private final EventServer events;
    private final MeshDrain drain;
    private final NatsConfig config;
    private final SubjectPrefix prefix;
    private final Duration drainTimeout;

    MeshOperations(MeshIdentity identity, Transport transport, ServiceCatalog catalog, ServiceServer services,
            SubscriberCatalog subscribers, EventServer events, MeshDrain drain, NatsConfig config) {
        this.identity = identity;
        this.transport = transport;
        this.catalog = catalog;
        this.services = services;
        this.subscribers = subscribers;
        this.events = events;
        this.drain = drain;
        this.config = config;
        this.prefix = ConnectionConfiguration.subjectPrefix(config);
        this.drainTimeout = config.drainTimeout();
    }

    /** How long what runs may take while the instance drains, unless it is asked to drain with another time. */
    public Duration drainTimeout() {
        return drainTimeout;
    }

    /**
     * Begins to drain this instance, unless that has begun.
     *
     * @param timeout how long what runs may take; it means nothing where draining has begun
     * @param who asks for it, for the log
     * @return the {@linkplain #report report} as it is then
     */
    public JsonObject drain(Duration timeout, String who) {
        if (drain.begin(timeout)) {
            LOG.infof("Draining within %d ms, as asked for by %s", timeout.toMillis(), who);
        }
        return report();
    }

    /** The instance: its services and subscribers, how far it is with draining, and what runs. */
    public JsonObject report() {
        Map<String, Integer> running = services.unfinished();
        List<String> busy = events.unfinished();
        String state = state();
        JsonObject report = new JsonObject().put("application", identity.application()).put("version", identity.version())
                .put("instance", identity.instance()).put("state", state);
        if (state.equals(DRAINED)) {
            report.put("abandoned", drain.abandoned());
        }
        report.put("connection", transport.state().name().toLowerCase(Locale.ROOT)).put("server", transport.server());
        JsonArray served = new JsonArray();
        catalog.services().forEach(service -> served.add(service(service, state, running)));
        JsonArray subscribed = new JsonArray();
        subscribers.subscribers().forEach(subscriber -> subscribed.add(subscriber(subscriber, busy)));
        return report.put("services", served).put("subscribers", subscribed);
    }

    private String state() {
        if (drain.hasEnded()) {
            return DRAINED;
        }
        return drain.isDraining() ? "draining" : "serving";
    }

    private JsonObject service(ServiceDefinition service, String state, Map<String, Integer> running) {
        JsonArray endpoints = new JsonArray();
        int calls = 0;
        for (ServiceEndpoint endpoint : service.endpoints()) {
            Operation operation = endpoint.operation();
            int own = running.getOrDefault(operation.toString(), 0);
            calls += own;
            endpoints.add(new JsonObject().put("name", operation.name()).put("subject", subject(operation, operation.address()))
                    .put("queue_group", endpoint.queueGroup() == null ? "" : endpoint.queueGroup()).put("running", own));
        }
        ServiceSettings settings = new ServiceSettings(config, service.name());
        return new JsonObject().put("name", service.name()).put("id", identity.instance())
                .put("version", settings.version().orElse(service.version())).put("dark", settings.isDark()).put("state", state)
                .put("running", calls).put("endpoints", endpoints);
    }

    private JsonObject subscriber(Subscriber subscriber, List<String> busy) {
        Operation operation = subscriber.method().operation();
        return new JsonObject().put("method", operation.toString()).put("subject", subject(operation, operation.subject()))
                .put("broadcast", subscriber.broadcast()).put("busy", busy.contains(operation.toString()));
    }

    private String subject(Operation operation, String address) {
        return SubjectTemplate.of(operation, prefix.before(address)).pattern();
    }
}
