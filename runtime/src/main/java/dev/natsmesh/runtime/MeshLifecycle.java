package dev.natsmesh.runtime;

import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.SubjectToken;
import dev.natsmesh.runtime.client.ClientCatalog;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.routing.Routes;
import dev.natsmesh.runtime.server.EventServer;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.runtime.server.SubscriberCatalog;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import dev.natsmesh.runtime.transport.ConnectionRefusedException;
import dev.natsmesh.runtime.transport.ServerUrl;
import dev.natsmesh.runtime.transport.Transport;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Serves once the application has started; when it stops, leaves the wire first, while everything that running calls need is
 * still there.
 */
@Singleton
public class MeshLifecycle {

    private static final Logger LOG = Logger.getLogger(MeshLifecycle.class);

    private final NatsConfig config;
    private final MeshIdentity identity;
    private final Transport transport;
    private final ServiceServer server;
    private final ServiceCatalog catalog;
    private final EventServer events;
    private final SubscriberCatalog subscribers;
    private final MeshDrain drain;
    private final TrafficPolicies traffic;
    private final Routes routes;
    private final ClientCatalog clients;

    MeshLifecycle(NatsConfig config, MeshIdentity identity, Transport transport, ServiceServer server, ServiceCatalog catalog,
            EventServer events, SubscriberCatalog subscribers, MeshDrain drain, TrafficPolicies traffic, Routes routes,
            ClientCatalog clients) {
        this.config = config;
        this.identity = identity;
        this.transport = transport;
        this.server = server;
        this.catalog = catalog;
        this.events = events;
        this.subscribers = subscribers;
        this.drain = drain;
        this.traffic = traffic;
        this.routes = routes;
        this.clients = clients;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        try {
            if (!transport.awaitConnected(config.connectTimeout())) {
                LOG.warnf("None of the NATS servers %s (quarkus.nats.servers) answers within %d ms; starting without, and"
                        + " connecting as soon as one does",
                        ConnectionConfiguration.servers(config).stream().map(ServerUrl::withoutCredentials)
                                .collect(Collectors.joining(", ")),
                        config.connectTimeout().toMillis());
            }
        } catch (ConnectionRefusedException e) {
            throw new ConfigurationException(e.getMessage() + ". Check the credentials below quarkus.nats, and"
                    + " quarkus.nats.tls-configuration-name");
        }
        if (!traffic.all().isEmpty()) {
            config.trafficBucket().ifPresent(bucket -> transport.watch(bucket, traffic));
            new TrafficRequests(traffic, identity).listen(transport, ConnectionConfiguration.subjectPrefix(config));
        }
        DrainRequests drainRequests = new DrainRequests(drain);
        for (ServiceDefinition service : catalog.services()) {
            ServiceSettings settings = new ServiceSettings(config, service.name());
            ServiceDefinition served = settings.version().map(service::withVersion).orElse(service);
            server.serve(served, identity.instance(), settings.isDark());
            drainRequests.listen(transport, ConnectionConfiguration.subjectPrefix(config), service.name(),
                    identity.instance());
        }
        events.subscribe(subscribers.subscribers());
        if (catalog.services().isEmpty() && !subscribers.subscribers().isEmpty()) {
            // Discovery doesn't know it, so its log says what to call it.
            LOG.infof("Getting events as instance %s of %s", identity.instance(), identity.application());
            drainRequests.listen(transport, ConnectionConfiguration.subjectPrefix(config),
                    SubjectToken.encode(identity.application()), identity.instance());
        }
        routes.await(clients.injected());
    }

    void stop(@Observes ShutdownEvent event) {
        drain.await();
    }
}
