package dev.natsmesh.benchmarks.mesh.client;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.EventLoops;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import dev.natsmesh.benchmarks.mesh.Pricing;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Calls by the stub of the contract, plain or guarded. */
@ApplicationScoped
final class PricingLoad {

    private final Function<Order, Uni<Quote>> stub;
    private final Pricing plain;
    private final Vertx vertx;

    PricingLoad(@NatsClient Pricing plain, @NatsClient GuardedPricing guarded, Vertx vertx,
            @ConfigProperty(name = "bench.guarded", defaultValue = "false") boolean cautious) {
        this.stub = cautious ? guarded::quote : plain::quote;
        this.plain = plain;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent start) {
        Client.of(flight -> stub.apply(flight.order()).subscribe().with(flight::answered, flight::failed),
                passage -> plain.quotes(passage.order()).subscribe().with(quote -> passage.item(), passage::failed,
                        passage::ended),
                new EventLoops(vertx)).started();
    }
}
