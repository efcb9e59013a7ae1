package dev.natsmesh.shop.pricing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

import dev.natsmesh.Subscribe;
import dev.natsmesh.shop.Sale;
import io.smallrye.mutiny.Uni;

// tag::subscriber[]
/** What people want. */
@Singleton
class Demand {

    private final Map<String, LongAdder> sold = new ConcurrentHashMap<>();
    private volatile Sale latest;

    @Subscribe("orders.placed")
    Uni<Void> count(Sale sale) { // <1>
        sold.computeIfAbsent(sale.order().sku(), sku -> new LongAdder()).add(sale.order().count());
        return Uni.createFrom().voidItem();
    }

    @Subscribe(value = "orders.>", broadcast = true)
    Uni<Void> remember(Sale sale) { // <2>
        latest = sale;
        return Uni.createFrom().voidItem();
    }
}
// end::subscriber[]
