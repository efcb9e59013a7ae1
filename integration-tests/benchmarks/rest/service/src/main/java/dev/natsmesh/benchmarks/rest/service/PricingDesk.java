package dev.natsmesh.benchmarks.rest.service;

import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/** Answers on the event loop. */
@Path("/pricing/quote")
public class PricingDesk {

    @POST
    public Uni<Quote> quote(Order order) {
        return Uni.createFrom().item(Quote.of(order));
    }

    void onStart(@Observes StartupEvent start) {
        MeasuredProcess.service().started();
    }
}
