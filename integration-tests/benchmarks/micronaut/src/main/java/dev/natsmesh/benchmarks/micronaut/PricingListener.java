package dev.natsmesh.benchmarks.micronaut;

import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import io.micronaut.context.annotation.Requires;
import io.micronaut.nats.annotation.NatsListener;
import io.micronaut.nats.annotation.Subject;

/** Answers on the thread of the listener. */
@NatsListener
@Requires(property = "bench.role", value = "service")
public class PricingListener {

    /** What the order would cost now. */
    @Subject(value = "pricing.quote", queue = "q")
    public Quote quote(Order order) {
        return Quote.of(order);
    }
}
