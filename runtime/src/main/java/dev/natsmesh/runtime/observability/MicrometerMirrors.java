package dev.natsmesh.runtime.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.traffic.CopyOutcome;
import dev.natsmesh.runtime.traffic.Difference;
import dev.natsmesh.runtime.traffic.MirrorListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters {@code nats.mesh.mirror.copies} by {@code outcome}, what became of copies of calls, {@code nats.mesh.mirror.compared},
 * how many answers were compared, and {@code nats.mesh.mirror.differences} by {@code kind}, how many of these differed. All have the
 * tags {@code rpc.system}, {@code rpc.service} and {@code rpc.method} of the call.
 */
@Singleton
public class MicrometerMirrors implements MirrorListener {

    private final MeterRegistry registry;
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    MicrometerMirrors(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(Operation operation, CopyOutcome outcome) {
        count("nats.mesh.mirror.copies", "What became of copies of calls", operation, "outcome", outcome.tag());
    }

    @Override
    public void compared(Operation operation, Difference difference) {
        count("nats.mesh.mirror.compared", "Copies of calls whose answers were compared", operation, null, null);
        if (difference != Difference.NONE) {
            count("nats.mesh.mirror.differences", "Copies of calls that were answered otherwise than the calls", operation,
                    "kind", difference.tag());
        }
    }

    /** @param tag a further tag, {@code null} for none */
    private void count(String name, String description, Operation operation, String tag, String value) {
        counters.computeIfAbsent(new Counted(name, operation.service(), operation.name(), value), counted -> {
            Counter.Builder counter = Counter.builder(name)
                    .description(description)
                    .tag("rpc.system", "nats")
                    .tag("rpc.service", counted.service)
                    .tag("rpc.method", counted.method);
            return (tag == null ? counter : counter.tag(tag, value)).register(registry);
        }).increment();
    }

    private record Counted(String name, String service, String method, String value) {
    }
}
