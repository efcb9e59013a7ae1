package dev.natsmesh.benchmarks.mesh.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.EventLoops;
import dev.natsmesh.benchmarks.driver.Flight;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Passage;
import dev.natsmesh.benchmarks.grpc.OrderMessage;
import dev.natsmesh.benchmarks.mesh.protobuf.Pricing;
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
        Client.of(this::call, this::stream, new EventLoops(vertx)).started();
    }

    private void call(Flight flight) {
        pricing.quote(message(flight.order())).subscribe()
                .with(quote -> flight.answered(quote.getCount(), quote.getNote()), flight::failed);
    }

    private void stream(Passage passage) {
        pricing.quotes(message(passage.order())).subscribe()
                .with(quote -> passage.item(), passage::failed, passage::ended);
    }

    private static OrderMessage message(Order order) {
        return OrderMessage.newBuilder().setSku(order.sku()).setCount(order.count()).setCustomer(order.customer())
                .setNote(order.note()).build();
    }
}
