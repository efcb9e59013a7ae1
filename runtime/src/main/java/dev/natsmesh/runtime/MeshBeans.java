package dev.natsmesh.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.CallContext;
import dev.natsmesh.MeshControl;
import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.runtime.call.EventLoops;
import dev.natsmesh.runtime.call.FailureTranslation;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.client.CallLimits;
import dev.natsmesh.runtime.client.ClientCatalog;
import dev.natsmesh.runtime.client.ClientChain;
import dev.natsmesh.runtime.codec.Codecs;
import dev.natsmesh.runtime.codec.Compression;
import dev.natsmesh.runtime.codec.JacksonFormat;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.config.NatsDeduplicationConfig;
import dev.natsmesh.runtime.config.NatsEjectionConfig;
import dev.natsmesh.runtime.config.NatsMirroringConfig;
import dev.natsmesh.runtime.deduplication.Deduplication;
import dev.natsmesh.runtime.deduplication.RepeatListener;
import dev.natsmesh.runtime.discovery.Announcements;
import dev.natsmesh.runtime.discovery.ContractChecks;
import dev.natsmesh.runtime.discovery.Mismatches;
import dev.natsmesh.runtime.observability.Observation;
import dev.natsmesh.runtime.overload.OverloadListener;
import dev.natsmesh.runtime.overload.ServiceLimits;
import dev.natsmesh.runtime.resilience.ClientSettings;
import dev.natsmesh.runtime.routing.BalancerSettings;
import dev.natsmesh.runtime.routing.EjectionSettings;
import dev.natsmesh.runtime.routing.Ejections;
import dev.natsmesh.runtime.routing.Routes;
import dev.natsmesh.runtime.server.EventServer;
import dev.natsmesh.runtime.server.ServedCallContext;
import dev.natsmesh.runtime.server.ServerChain;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.runtime.stream.StreamSettings;
import dev.natsmesh.runtime.traffic.FaultInjection;
import dev.natsmesh.runtime.traffic.FaultListener;
import dev.natsmesh.runtime.traffic.FaultNotice;
import dev.natsmesh.runtime.traffic.MirrorListener;
import dev.natsmesh.runtime.traffic.MirrorSettings;
import dev.natsmesh.runtime.traffic.Mirroring;
import dev.natsmesh.runtime.traffic.TrafficListener;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import dev.natsmesh.runtime.transport.ConnectionSettings;
import dev.natsmesh.runtime.transport.EventLoopTransports;
import dev.natsmesh.runtime.transport.NatsTransport;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.traffic.MeshTraffic;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ExecutorRecorder;
import io.quarkus.runtime.ThreadPoolConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;

/** Wires the parts together. They are plain classes; CDI only decides when they live. */
@Singleton
public class MeshBeans {

    /** What part of the calls under way copies may be, so that there is always place for calls. */
    private static final int PART_FOR_COPIES = 10;

    @Produces
    @Singleton
    MeshIdentity identity(@ConfigProperty(name = "quarkus.application.name", defaultValue = "unnamed") String application,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "0.0.0") String version) {
        return new MeshIdentity(application, version, UUID.randomUUID().toString().replace("-", ""));
    }

    @Produces
    @Singleton
    Transport transport(NatsConfig config, MeshIdentity identity, TlsConfigurationRegistry tls, Vertx vertx,
            ServiceCatalog services, ClientCatalog clients) {
        List<String> others = new ArrayList<>(LimitsConfiguration.problems(config.services(), services));
        others.addAll(new TrafficConfiguration(config.traffic(), called(clients)).problems());
        others.addAll(new ClientSettings(config.clients(), clients.operations()).problems());
        others.addAll(new BalancerSettings(config.clients(), config.balancing()).problems(clients.operations()));
        ConnectionSettings settings = ConnectionConfiguration.settings(config, identity, tls, others);
        return config.transport() == NatsConfig.DataPath.JNATS || settings.hasWebSockets()
                ? NatsTransport.onThreads(settings, config.drainTimeout())
                : new EventLoopTransports(vertx, settings, config.drainTimeout(), config.connections());
    }

    void close(@Disposes Transport transport) {
        transport.close();
    }

    @Produces
    @Singleton
    Codecs codecs(ObjectMapper mapper, @All List<BodyFormat> formats, @All List<JacksonFormat> others, MessageBodies bodies) {
        return new Codecs(mapper, formats, others, bodies);
    }

    @Produces
    @Singleton
    StreamSettings streams(Vertx vertx, NatsConfig config) {
        return new StreamSettings(new EventLoops(vertx), config.streamLiveness());
    }

    @Produces
    @Singleton
    MessageBodies bodies(NatsConfig config) {
        int maxSize = size(config.compression().maxDecompressedSize());
        return new MessageBodies(config.compression().enabled()
                ? new Compression(size(config.compression().minSize()), maxSize)
                : Compression.ofOthers(maxSize));
    }

    /** One that an array can have, and one byte more. */
    private static int size(MemorySize configured) {
        return (int) Math.min(configured.asLongValue(), Integer.MAX_VALUE - 16);
    }

    @Produces
    @Singleton
    ClientChain clientChain(Transport transport, Codecs codecs, MessageBodies bodies, @All List<Observation> observations,
            NatsConfig config, MeshIdentity identity, StreamSettings streams, Routes routes, TrafficPolicies traffic,
            FaultInjection faults, Mirroring mirroring) {
        Headers headers = new Headers();
        bodies.accept(headers);
        if (config.callerHeader()) {
            headers.add(HeaderNames.CALLER, identity.toString());
        }
        return new ClientChain(transport, codecs, observations, new CallLimits(config.timeout(), config.maxHops()), headers,
                ConnectionConfiguration.subjectPrefix(config), streams, routes, traffic, faults,
                mirroring);
    }

    @Produces
    @RequestScoped
    CallContext callContext() {
        return ServedCallContext.current();
    }

    @Produces
    @Singleton
    @DefaultBean
    Validation noValidation() {
        return Validation.NONE;
    }

    @Produces
    @Singleton
    ServiceLimits serviceLimits(NatsConfig config, ThreadPoolConfig threads, @All List<OverloadListener> listeners) {
        return new ServiceLimits(config.services(), ExecutorRecorder.getMaxSize(threads), listeners);
    }

    @Produces
    @Singleton
    ServerChain serverChain(StreamSettings streams, Codecs codecs, @All List<Observation> observations,
            @All List<FailureTranslation> translations, Validation validation, ServiceLimits limits,
            @All List<RepeatListener> listeners, NatsConfig config) {
        NatsDeduplicationConfig memory = config.deduplication();
        return new ServerChain(streams, codecs, observations, translations, validation,
                new Deduplication(memory.maxCalls(), memory.memory().asLongValue(), listeners), limits);
    }

    @Produces
    @Singleton
    ContractChecks contractChecks(Transport transport, @All List<Mismatches> listeners, NatsConfig config) {
        ContractChecks checks = new ContractChecks(transport, ConnectionConfiguration.subjectPrefix(config), listeners,
                Infrastructure.getDefaultWorkerPool(), config.contractCheckInterval());
        if (!config.contractCheck()) {
            checks.close();
        }
        return checks;
    }

    void close(@Disposes ContractChecks checks) {
        checks.close();
    }

    @Produces
    @Singleton
    ServiceServer serviceServer(Transport transport, ServerChain chain, Announcements announcements, NatsConfig config) {
        return new ServiceServer(transport, chain, announcements, ConnectionConfiguration.subjectPrefix(config));
    }

    @Produces
    @Singleton
    Announcements announcements(Transport transport, NatsConfig config) {
        return new Announcements(transport, ConnectionConfiguration.subjectPrefix(config),
                Infrastructure.getDefaultWorkerPool(), config.announcementInterval());
    }

    @Produces
    @Singleton
    Routes routes(Transport transport, @All List<Ejections> listeners, NatsConfig config) {
        NatsEjectionConfig ejection = config.ejection();
        return new Routes(ConnectionConfiguration.subjectPrefix(config), ejection.enabled()
                ? new EjectionSettings(ejection.maxFailures(), ejection.backOff(), ejection.maxBackOff())
                : null, new BalancerSettings(config.clients(), config.balancing()).balancers(), listeners, transport,
                Infrastructure.getDefaultWorkerPool());
    }

    void close(@Disposes Routes routes) {
        routes.close();
    }

    @Produces
    @Singleton
    TrafficPolicies traffic(ClientCatalog clients, NatsConfig config, MeshIdentity identity,
            @All List<TrafficListener> listeners) {
        Set<String> services = called(clients);
        return new TrafficPolicies(services, new TrafficConfiguration(config.traffic(), services).policies(),
                identity.application(), ConnectionConfiguration.subjectPrefix(config), listeners);
    }

    private static Set<String> called(ClientCatalog clients) {
        return clients.operations().stream().filter(operation -> operation.kind() != Operation.Kind.EVENT)
                .map(Operation::service).collect(Collectors.toSet());
    }

    @Produces
    @Singleton
    MeshTraffic meshTraffic(TrafficPolicies policies) {
        return new FollowedPolicies(policies);
    }

    @Produces
    @Singleton
    FaultNotice faultNotice(NatsConfig config) {
        return new FaultNotice(config.faultInjection().enabled());
    }

    @Produces
    @Singleton
    FaultInjection faultInjection(NatsConfig config, StreamSettings streams, @All List<FaultListener> listeners) {
        return config.faultInjection().enabled() ? FaultInjection.on(streams.loops(), listeners) : FaultInjection.OFF;
    }

    @Produces
    @Singleton
    Mirroring mirroring(Transport transport, NatsConfig config, @All List<MirrorListener> listeners) {
        NatsMirroringConfig mirroring = config.mirroring();
        MirrorSettings settings = new MirrorSettings(
                Math.min(mirroring.maxPending(), config.maxPendingCalls() / PART_FOR_COPIES), mirroring.compare(),
                mirroring.ignoredProperties().orElse(Set.of()));
        return new Mirroring(transport, ConnectionConfiguration.subjectPrefix(config), settings, listeners,
                Infrastructure.getDefaultWorkerPool());
    }

    @Produces
    @Singleton
    @Typed({ MeshDrain.class, MeshControl.class })
    MeshDrain drain(Transport transport, ServiceServer services, EventServer events, Announcements announcements,
            NatsConfig config) {
        return new MeshDrain(transport, services, events, announcements, config.drainTimeout(),
                Infrastructure.getDefaultWorkerPool());
    }

    @Produces
    @Singleton
    EventServer eventServer(Transport transport, ServerChain chain, NatsConfig config, MeshIdentity identity) {
        return new EventServer(transport, chain, ConnectionConfiguration.subjectPrefix(config), identity.application(),
                config.eventMemory().asLongValue());
    }
}
