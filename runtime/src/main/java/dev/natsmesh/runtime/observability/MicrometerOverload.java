package dev.natsmesh.runtime.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.overload.OverloadListener;
import dev.natsmesh.runtime.overload.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The counter {@code rpc.server.refused} with the tags {@code rpc.system}, {@code rpc.service}, {@code rpc.method} and
 * {@code reason}: how many calls did not begin. For each limit on how many run at once, gauges with the first three of these tags,
 * {@code rpc.method} being empty if it is for all of the service: {@code rpc.server.running}, {@code rpc.server.waiting}, and
 * {@code rpc.server.concurrency.limit}.
 */
@Singleton
public class MicrometerOverload implements OverloadListener {

    private final MeterRegistry registry;
    private final Map<Refused, Counter> counters = new ConcurrentHashMap<>();

    MicrometerOverload(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void refused(Operation operation, Refusal reason) {
        counters.computeIfAbsent(new Refused(operation.service(), operation.name(), reason), this::counter).increment();
    }

    private Counter counter(Refused refused) {
        return Counter.builder("rpc.server.refused")
                .description("Calls that did not begin because of a limit")
                .tags(tags(refused.service, refused.method))
                .tag("reason", refused.reason.tag())
                .register(registry);
    }

    @Override
    public void limited(String service, String endpoint, Load load) {
        Tags tags = tags(service, endpoint == null ? "" : endpoint);
        gauge("rpc.server.running", "Calls that run behind a limit", tags, load.running());
        gauge("rpc.server.waiting", "Calls that wait until fewer run", tags, load.waiting());
        gauge("rpc.server.concurrency.limit", "How many calls may run at once", tags, load.limit());
    }

    private void gauge(String name, String description, Tags tags, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt).description(description).tags(tags).strongReference(true)
                .register(registry);
    }

    private static Tags tags(String service, String method) {
        return Tags.of("rpc.system", "nats", "rpc.service", service, "rpc.method", method);
    }

    private record Refused(String service, String method, Refusal reason) {
    }
}
