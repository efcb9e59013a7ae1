package dev.natsmesh.runtime.server;

/**
 * A bean's method that gets events.
 *
 * @param method the method
 * @param broadcast whether every instance of the application gets each event
 */
public record Subscriber(ServiceEndpoint method, boolean broadcast) {
}
