package dev.natsmesh.benchmarks.mesh.client;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.EventLoops;
import dev.natsmesh.benchmarks.driver.Flight;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import dev.natsmesh.benchmarks.mesh.Many100;
import dev.natsmesh.benchmarks.mesh.Many1000;
import dev.natsmesh.benchmarks.mesh.Many1000Calls;
import dev.natsmesh.benchmarks.mesh.Many100Calls;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Calls all endpoints of a contract in turn. */
@ApplicationScoped
final class ManyLoad {

    private final List<Function<Order, Uni<Quote>>> endpoints;
    private final Vertx vertx;

    ManyLoad(@NatsClient Many100 hundred, @NatsClient Many1000 thousand, Vertx vertx,
            @ConfigProperty(name = "bench.endpoints") int number) {
        this.endpoints = number == 100 ? Many100Calls.of(hundred) : Many1000Calls.of(thousand);
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent start) {
        Client.of(this::call, new EventLoops(vertx)).started();
    }

    private void call(Flight flight) {
        endpoints.get(flight.count() % endpoints.size()).apply(flight.order()).subscribe()
                .with(flight::answered, flight::failed);
    }
}
