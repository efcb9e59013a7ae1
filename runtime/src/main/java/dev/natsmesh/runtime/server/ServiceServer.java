package dev.natsmesh.runtime.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.MetadataKeys;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.discovery.Announcements;
import dev.natsmesh.runtime.discovery.DiscoveryResponder;
import dev.natsmesh.runtime.discovery.EndpointStatistics;
import dev.natsmesh.runtime.discovery.Fingerprint;
import dev.natsmesh.runtime.discovery.ServiceInstance;
import dev.natsmesh.runtime.transport.MessageHandler;
import dev.natsmesh.runtime.transport.Transport;

/** Puts services on the wire: their endpoints, and what discovery tells about them. They leave it when the transport drains. */
public final class ServiceServer {

    private static final Logger LOG = Logger.getLogger(ServiceServer.class);

    /** In an endpoint's metadata, where its subject has wildcards, to which nothing can be published. */
    private static final String EXAMPLE_SUBJECT = "example-subject";

    private final Transport transport;
    private final ServerChain chain;
    private final DiscoveryResponder discovery;
    private final Announcements announcements;
    private final SubjectPrefix prefix;
    private final List<RunningCalls> running = new CopyOnWriteArrayList<>();

    /**
     * @param announcements tell callers which instances there are
     * @param prefix what subjects of endpoints begin with
     */
    public ServiceServer(Transport transport, ServerChain chain, Announcements announcements, SubjectPrefix prefix) {
        this.transport = transport;
        this.chain = chain;
        this.announcements = announcements;
        this.prefix = prefix;
        this.discovery = new DiscoveryResponder(transport);
    }

    /**
     * @param instance the id of this running application
     * @param dark whether it gets no other calls than those for this instance or for its version
     */
    public void serve(ServiceDefinition service, String instance, boolean dark) {
        List<ServiceInstance.Endpoint> endpoints = new ArrayList<>();
        RunningCalls calls = new RunningCalls();
        running.add(calls);
        transport.listen(prefix.before(Subjects.cancellations(service.name())), calls::cancel);
        ServedStreams streams = new ServedStreams(prefix.before(Subjects.streams(service.name()) + instance + "."));
        if (service.endpoints().stream().anyMatch(endpoint -> endpoint.operation().kind().streams())) {
            transport.listen(streams.wildcard(), streams::message);
        }
        InstanceEndpoints own = new InstanceEndpoints(service.name());
        for (ServiceEndpoint endpoint : service.endpoints()) {
            EndpointStatistics statistics = new EndpointStatistics();
            SubjectTemplate subjects = SubjectTemplate.of(endpoint.operation(),
                    prefix.before(endpoint.operation().address()));
            MessageHandler handler = chain.handler(endpoint, subjects, statistics, calls, streams);
            if (!dark) {
                transport.serve(subjects.pattern(), endpoint.queueGroup(), handler);
            }
            own.add(endpoint.operation(), handler);
            endpoints.add(new ServiceInstance.Endpoint(endpoint.operation().name(), subjects.pattern(), endpoint.queueGroup(),
                    metadata(endpoint, subjects), statistics));
        }
        String address = prefix.before(Subjects.instance(service.name(), instance));
        transport.serveAlone(address + ">", Subjects.QUEUE_GROUP, own.at(address));
        String version = prefix.before(Subjects.version(service.name(), service.version()));
        transport.serve(version + ">", Subjects.QUEUE_GROUP, own.at(version));
        ServiceInstance served = new ServiceInstance(service.name(), instance, service.version(), service.description(),
                metadata(dark), Instant.now(), endpoints);
        discovery.announce(served);
        announcements.begin(served);
        LOG.infof("Serving %s %s with %d endpoints as instance %s%s", service.name(), service.version(), endpoints.size(),
                instance, dark ? ", dark: calls for its version alone" : "");
    }

    private Map<String, String> metadata(boolean dark) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(MetadataKeys.ADDRESSABLE, "true");
        if (dark) {
            metadata.put(MetadataKeys.DARK, "true");
        }
        if (!prefix.tokens().isEmpty()) {
            metadata.put(MetadataKeys.SUBJECT_PREFIX, prefix.tokens());
        }
        return metadata;
    }

    /** How many calls of each operation run, by its name, but for those that one thread serves from their begin to their end. */
    public Map<String, Integer> unfinished() {
        Map<String, Integer> all = new TreeMap<>();
        running.forEach(calls -> calls.counts().forEach((operation, count) -> all.merge(operation, count, Integer::sum)));
        return all;
    }

    private static Map<String, String> metadata(ServiceEndpoint endpoint, SubjectTemplate subjects) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(Fingerprint.METADATA, endpoint.fingerprint().toString());
        if (subjects.hasArguments()) {
            metadata.put(EXAMPLE_SUBJECT, subjects.example());
        }
        return metadata;
    }
}
