package dev.natsmesh.runtime.observability;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import dev.natsmesh.runtime.transport.Backlog;
import dev.natsmesh.runtime.transport.Transport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The gauges {@code nats.connection.lag} and {@code nats.connection.round.trip}, in seconds, and {@code nats.connection.unsent} and
 * {@code nats.connection.unread}, in bytes: the {@link Backlog}.
 */
@Singleton
public class MicrometerConnection implements MeterBinder {

    private final Instance<Transport> transport;

    /** @param transport is there once the application has started */
    MicrometerConnection(Instance<Transport> transport) {
        this.transport = transport;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "lag", "seconds", "How late what the NATS server had sent was read lately, at worst",
                backlog -> seconds(backlog.lag()));
        gauge(registry, "round.trip", "seconds", "How long the NATS server's last answer to a ping took",
                backlog -> seconds(backlog.roundTrip()));
        gauge(registry, "unsent", BaseUnits.BYTES, "What waits until the NATS server takes it", Backlog::unsent);
        gauge(registry, "unread", BaseUnits.BYTES, "What was read and waits for a thread of the NATS client", Backlog::unread);
    }

    private void gauge(MeterRegistry registry, String name, String unit, String description, ToDoubleFunction<Backlog> part) {
        Gauge.builder("nats.connection." + name, () -> part.applyAsDouble(transport.get().backlog()))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
