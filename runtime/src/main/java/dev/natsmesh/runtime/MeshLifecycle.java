package dev.natsmesh.runtime;

import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.SubjectToken;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.server.EventServer;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.runtime.server.SubscriberCatalog;
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

    MeshLifecycle(NatsConfig config, MeshIdentity identity, Transport transport, ServiceServer server, ServiceCatalog catalog,
            EventServer events, SubscriberCatalog subscribers, MeshDrain drain) {
        this.config = config;
        this.identity = identity;
        this.transport = transport;
        this.server = server;
        this.catalog = catalog;
        this.events = events;
        this.subscribers = subscribers;
        this.drain = drain;
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
        DrainRequests drainRequests = new DrainRequests(drain);
        for (ServiceDefinition service : catalog.services()) {
            server.serve(service, identity.instance());
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
    }

    void stop(@Observes ShutdownEvent event) {
        drain.await();
    }
}
