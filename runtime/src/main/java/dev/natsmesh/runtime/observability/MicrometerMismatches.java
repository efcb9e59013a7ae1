package dev.natsmesh.runtime.observability;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.discovery.Mismatches;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counter {@code rpc.client.contract.mismatches} with the tags {@code rpc.system}, {@code rpc.service} and {@code contract}: how
 * many versions of a service have been seen that a contract may not fit.
 */
@Singleton
public class MicrometerMismatches implements Mismatches {

    private final MeterRegistry registry;

    MicrometerMismatches(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void found(String contract, String service) {
        Counter.builder("rpc.client.contract.mismatches")
                .description("Versions of a service that a contract may not fit")
                .tag("rpc.system", "nats")
                .tag("rpc.service", service)
                .tag("contract", contract)
                .register(registry)
                .increment();
    }
}
