package dev.natsmesh.runtime.observability;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.resilience.Retries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters {@code rpc.client.retries} and {@code rpc.client.retry.budget.exhausted} with the tags {@code rpc.system},
 * {@code rpc.service} and {@code rpc.method}.
 */
@Singleton
public class MicrometerRetries implements Retries {

    private final MeterRegistry registry;

    MicrometerRetries(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void made(Operation operation) {
        count("rpc.client.retries", "Attempts beyond the first", operation);
    }

    @Override
    public void refused(Operation operation) {
        count("rpc.client.retry.budget.exhausted", "Attempts that were not made because there was no budget", operation);
    }

    private void count(String name, String description, Operation operation) {
        Counter.builder(name).description(description)
                .tag("rpc.system", "nats")
                .tag("rpc.service", operation.service())
                .tag("rpc.method", operation.name())
                .register(registry)
                .increment();
    }
}
