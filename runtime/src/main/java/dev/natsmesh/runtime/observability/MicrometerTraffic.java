package dev.natsmesh.runtime.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.traffic.PolicySource;
import dev.natsmesh.runtime.traffic.TrafficListener;
import dev.natsmesh.traffic.TrafficPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The gauge {@code rpc.client.traffic.revision}, which revision of the bucket a service's calls follow, 0 if none; the counters
 * {@code rpc.client.traffic.refused}, policies with mistakes, and {@code rpc.client.traffic.fallbacks}, calls to a version that nobody
 * served, which has the tag {@code version} too. All have the tags {@code rpc.system} and {@code rpc.service}.
 */
@Singleton
public class MicrometerTraffic implements TrafficListener {

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> revisions = new ConcurrentHashMap<>();
    private final Map<Version, Counter> fallbacks = new ConcurrentHashMap<>();

    MicrometerTraffic(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void applied(String service, PolicySource source, long revision, TrafficPolicy policy) {
        revisions.computeIfAbsent(service, key -> {
            AtomicLong number = new AtomicLong();
            Gauge.builder("rpc.client.traffic.revision", number, AtomicLong::get)
                    .description("The revision of the traffic policy that calls follow")
                    .tag("rpc.system", "nats")
                    .tag("rpc.service", key)
                    .register(registry);
            return number;
        }).set(revision);
    }

    @Override
    public void refused(String service) {
        Counter.builder("rpc.client.traffic.refused")
                .description("Traffic policies that were refused")
                .tag("rpc.system", "nats")
                .tag("rpc.service", service)
                .register(registry)
                .increment();
    }

    @Override
    public void fellBack(String service, String version) {
        fallbacks.computeIfAbsent(new Version(service, version), this::counter).increment();
    }

    private Counter counter(Version missing) {
        return Counter.builder("rpc.client.traffic.fallbacks")
                .description("Calls to a version that nobody served")
                .tag("rpc.system", "nats")
                .tag("rpc.service", missing.service)
                .tag("version", missing.version)
                .register(registry);
    }

    private record Version(String service, String version) {
    }
}
