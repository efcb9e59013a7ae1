package dev.natsmesh.runtime.client;

import java.util.List;

import dev.natsmesh.runtime.call.Operation;

/**
 * What the application can call.
 *
 * @param operations those of all its contracts
 * @param injected those of the contracts whose stubs it asks for
 */
public record ClientCatalog(List<Operation> operations, List<Operation> injected) {
}
