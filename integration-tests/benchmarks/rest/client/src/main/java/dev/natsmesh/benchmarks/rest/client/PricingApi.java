package dev.natsmesh.benchmarks.rest.client;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import io.smallrye.mutiny.Uni;

/** What goods cost. */
@RegisterRestClient(configKey = "pricing")
@Path("/pricing/quote")
public interface PricingApi {

    /** What the order would cost now. */
    @POST
    Uni<Quote> quote(Order order);
}
