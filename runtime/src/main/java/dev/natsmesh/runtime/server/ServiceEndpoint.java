package dev.natsmesh.runtime.server;

import java.util.function.Supplier;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.discovery.Fingerprint;

/**
 * An endpoint and the method behind it, or a method that gets events.
 *
 * @param operation the endpoint, or the event as the method takes it
 * @param fingerprint what is on the wire when it is called, {@code null} for events
 * @param execution where its method runs
 * @param holdsWorker whether each call keeps a worker thread until its end
 * @param queueGroup the group that shares its requests, {@code null} if each instance gets every one; events have their own way
 * @param invoker calls the method
 * @param bean the bean that has it; asked once, when the application starts
 */
public record ServiceEndpoint(Operation operation, Fingerprint fingerprint, ExecutionModel execution, boolean holdsWorker,
        String queueGroup,
        Invoker<Object, Object> invoker, Supplier<Object> bean) {
}
