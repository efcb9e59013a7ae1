package dev.natsmesh.runtime.discovery;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.natsmesh.runtime.call.MetadataKeys;

/**
 * A service as this process serves it.
 *
 * @param name the service's name
 * @param id unique for each running instance
 * @param version a semantic version
 * @param description one sentence, may be empty
 * @param metadata what else to tell
 * @param started since when
 * @param endpoints what it serves
 */
public record ServiceInstance(String name, String id, String version, String description, Map<String, String> metadata,
        Instant started, List<Endpoint> endpoints) {

    private static final String DRAINING = "draining";

    public ServiceInstance {
        metadata = Map.copyOf(metadata);
        endpoints = List.copyOf(endpoints);
    }

    /** The same while it finishes what it has, and takes nothing new. */
    ServiceInstance draining() {
        Map<String, String> changed = new HashMap<>(metadata);
        changed.put(MetadataKeys.STATE, DRAINING);
        return new ServiceInstance(name, id, version, description, changed, started, endpoints);
    }

    /**
     * @param name unique within the service
     * @param subject where it listens
     * @param queueGroup the group that shares its requests, {@code null} if each instance gets every one
     * @param metadata what else to tell
     * @param statistics what it has done
     */
    public record Endpoint(String name, String subject, String queueGroup, Map<String, String> metadata,
            EndpointStatistics statistics) {

        public Endpoint {
            metadata = Map.copyOf(metadata);
        }
    }
}
