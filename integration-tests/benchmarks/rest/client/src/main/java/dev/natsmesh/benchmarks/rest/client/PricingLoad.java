package dev.natsmesh.benchmarks.rest.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.EventLoops;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Calls by the REST client. */
@ApplicationScoped
final class PricingLoad {

    private final PricingApi pricing;
    private final Vertx vertx;

    PricingLoad(@RestClient PricingApi pricing, Vertx vertx) {
        this.pricing = pricing;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent start) {
        Client.of(flight -> pricing.quote(flight.order()).subscribe().with(flight::answered, flight::failed),
                new EventLoops(vertx)).started();
    }
}
