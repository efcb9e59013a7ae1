package dev.natsmesh.runtime.server;

import java.util.List;

/**
 * What the application serves.
 *
 * @param services in the order of their names
 */
public record ServiceCatalog(List<ServiceDefinition> services) {
}
