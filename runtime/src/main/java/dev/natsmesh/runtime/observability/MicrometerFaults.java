package dev.natsmesh.runtime.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.traffic.FaultKind;
import dev.natsmesh.runtime.traffic.FaultListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counter {@code nats.mesh.faults.injected} with the tags {@code rpc.system}, {@code rpc.service}, {@code rpc.method} and
 * {@code kind}: what went wrong with attempts of calls on purpose.
 */
@Singleton
public class MicrometerFaults implements FaultListener {

    private final MeterRegistry registry;
    private final Map<Injected, Counter> counters = new ConcurrentHashMap<>();

    MicrometerFaults(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void injected(Operation operation, FaultKind kind) {
        counters.computeIfAbsent(new Injected(operation.service(), operation.name(), kind), this::counter).increment();
    }

    private Counter counter(Injected injected) {
        return Counter.builder("nats.mesh.faults.injected")
                .description("What went wrong with attempts of calls on purpose")
                .tag("rpc.system", "nats")
                .tag("rpc.service", injected.service)
                .tag("rpc.method", injected.method)
                .tag("kind", injected.kind.tag())
                .register(registry);
    }

    private record Injected(String service, String method, FaultKind kind) {
    }
}
