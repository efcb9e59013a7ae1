package dev.natsmesh.benchmarks.mesh.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.EventLoops;
import dev.natsmesh.benchmarks.mesh.Pricing;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Calls by the stub of the contract. */
@ApplicationScoped
final class PricingLoad {

    private final Pricing pricing;
    private final Vertx vertx;

    PricingLoad(@NatsClient Pricing pricing, Vertx vertx) {
        this.pricing = pricing;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent start) {
        Client.of(flight -> pricing.quote(flight.order()).subscribe().with(flight::answered, flight::failed),
                new EventLoops(vertx)).started();
    }
}
