package dev.natsmesh.runtime.server;

import java.util.List;

/**
 * Which events the application gets.
 *
 * @param subscribers in the order of their classes' and methods' names
 */
public record SubscriberCatalog(List<Subscriber> subscribers) {
}
