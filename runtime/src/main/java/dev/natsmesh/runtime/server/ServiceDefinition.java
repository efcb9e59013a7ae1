package dev.natsmesh.runtime.server;

import java.util.List;

/**
 * A service that the application serves.
 *
 * @param name its name
 * @param version its semantic version
 * @param description one sentence, may be empty
 * @param endpoints what it serves
 */
public record ServiceDefinition(String name, String version, String description, List<ServiceEndpoint> endpoints) {

    /** The same service in another version. */
    public ServiceDefinition withVersion(String other) {
        return new ServiceDefinition(name, other, description, endpoints);
    }
}
