package dev.natsmesh.benchmarks.mesh.service;

import jakarta.enterprise.event.Observes;

import dev.natsmesh.NatsService;
import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import dev.natsmesh.benchmarks.mesh.Pricing;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers on the event loop. */
@NatsService(version = "1.0.0")
public class PricingDesk implements Pricing {

    @Override
    public Uni<Quote> quote(Order order) {
        return Uni.createFrom().item(Quote.of(order));
    }

    @Override
    public Multi<Quote> quotes(Order order) {
        return Multi.createFrom().range(0, order.count()).map(count -> Quote.of(order, count));
    }

    void onStart(@Observes StartupEvent start) {
        MeasuredProcess.service().started();
    }
}
