package dev.natsmesh.benchmarks.mesh.service;

import jakarta.enterprise.event.Observes;

import dev.natsmesh.NatsService;
import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import dev.natsmesh.benchmarks.grpc.OrderMessage;
import dev.natsmesh.benchmarks.grpc.QuoteMessage;
import dev.natsmesh.benchmarks.mesh.protobuf.Pricing;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers on the event loop. */
@NatsService(version = "1.0.0")
public class PricingDesk implements Pricing {

    @Override
    public Uni<QuoteMessage> quote(OrderMessage message) {
        return Uni.createFrom().item(message(Quote.of(order(message))));
    }

    @Override
    public Multi<QuoteMessage> quotes(OrderMessage message) {
        Order order = order(message);
        return Multi.createFrom().range(0, order.count()).map(count -> message(Quote.of(order, count)));
    }

    void onStart(@Observes StartupEvent start) {
        MeasuredProcess.service().started();
    }

    private static Order order(OrderMessage message) {
        return new Order(message.getSku(), message.getCount(), message.getCustomer(), message.getNote());
    }

    private static QuoteMessage message(Quote quote) {
        return QuoteMessage.newBuilder().setSku(quote.sku()).setCount(quote.count()).setCents(quote.cents())
                .setNote(quote.note()).build();
    }
}
