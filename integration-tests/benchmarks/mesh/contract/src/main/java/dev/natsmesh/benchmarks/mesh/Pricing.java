package dev.natsmesh.benchmarks.mesh;

import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What goods cost. */
@NatsClient("pricing")
public interface Pricing {

    /** What the order would cost now. */
    Uni<Quote> quote(Order order);

    /** What the order would cost for each count up to its own. */
    Multi<Quote> quotes(Order order);
}
