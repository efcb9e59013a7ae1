package dev.natsmesh.benchmarks.micronaut;

import org.reactivestreams.Publisher;

import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.nats.annotation.NatsClient;
import io.micronaut.nats.annotation.Subject;

/** What goods cost. */
@NatsClient
public interface PricingClient {

    /** What the order would cost now. */
    @Subject("pricing.quote")
    @SingleResult
    Publisher<Quote> quote(Order order);
}
