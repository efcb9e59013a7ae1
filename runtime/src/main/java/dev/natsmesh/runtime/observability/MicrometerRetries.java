package dev.natsmesh.runtime.observability;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.resilience.Retries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The counters {@code rpc.client.retries}, {@code rpc.client.retry.budget.exhausted} and {@code rpc.client.hedges} with the tags
 * {@code rpc.system}, {@code rpc.service} and {@code rpc.method}; the last with {@code won}, too.
 */
@Singleton
public class MicrometerRetries implements Retries {

    private final MeterRegistry registry;

    MicrometerRetries(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void made(Operation operation) {
        count("rpc.client.retries", "Attempts beyond the first", rpc(operation));
    }

    @Override
    public void refused(Operation operation) {
        count("rpc.client.retry.budget.exhausted", "Attempts that were not made because there was no budget",
                rpc(operation));
    }

    @Override
    public void hedged(Operation operation, boolean bySecond) {
        count("rpc.client.hedges", "Calls that were made a second time because they took long",
                rpc(operation).and("won", Boolean.toString(bySecond)));
    }

    private static Tags rpc(Operation operation) {
        return Tags.of("rpc.system", "nats", "rpc.service", operation.service(), "rpc.method", operation.name());
    }

    private void count(String name, String description, Tags tags) {
        Counter.builder(name).description(description).tags(tags).register(registry).increment();
    }
}
