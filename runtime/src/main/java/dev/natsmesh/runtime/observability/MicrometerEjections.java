package dev.natsmesh.runtime.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.routing.Ejections;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counter {@code rpc.client.ejections}, how many times an instance of a service began to get no calls, with the tags
 * {@code rpc.system}, {@code rpc.service} and {@code reason} ({@code failures} or {@code silence}); and the gauge
 * {@code rpc.client.instances.ejected}, how many get none now, with the first two.
 */
@Singleton
public class MicrometerEjections implements Ejections {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> ejected = new ConcurrentHashMap<>();

    MicrometerEjections(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ejected(String service, String reason) {
        Counter.builder("rpc.client.ejections")
                .description("Instances that began to get no calls")
                .tag("rpc.system", "nats")
                .tag("rpc.service", service)
                .tag("reason", reason)
                .register(registry)
                .increment();
        of(service).incrementAndGet();
    }

    @Override
    public void returned(String service) {
        of(service).decrementAndGet();
    }

    private AtomicInteger of(String service) {
        return ejected.computeIfAbsent(service, key -> {
            AtomicInteger count = new AtomicInteger();
            Gauge.builder("rpc.client.instances.ejected", count, AtomicInteger::get)
                    .description("Instances that get no calls now")
                    .tag("rpc.system", "nats")
                    .tag("rpc.service", key)
                    .register(registry);
            return count;
        });
    }
}
