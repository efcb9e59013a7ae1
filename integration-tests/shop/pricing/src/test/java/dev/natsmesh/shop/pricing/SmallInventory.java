package dev.natsmesh.shop.pricing;

import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Reservation;
import dev.natsmesh.shop.Stock;
import dev.natsmesh.shop.UnknownSku;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

// tag::stand-in[]
/** Stands in for the inventory, which is another application: plenty of lamps, three clocks, and nothing else. */
@NatsService(version = "1.0.0")
class SmallInventory implements Inventory {

    @Override
    public Uni<Stock> stock(String sku) {
        return switch (sku) {
            case "lamp" -> Uni.createFrom().item(new Stock(sku, 100));
            case "clock" -> Uni.createFrom().item(new Stock(sku, 3));
            default -> Uni.createFrom().failure(new UnknownSku(sku));
        };
    }

    @Override
    public Reservation reserve(Order order) {
        if (order.count() > 100) {
            throw new OutOfStock(order.sku(), 100);
        }
        return new Reservation("shelf-7", order);
    }

    @Override
    public Uni<Stock> deliver(Order goods) {
        return stock(goods.sku());
    }

    @Override
    public Uni<Stock> awaitEnough(Order order) {
        return stock(order.sku());
    }

    /** Two are sold now and then, until none is left. */
    @Override
    public Multi<Stock> watch(String sku) {
        return stock(sku).toMulti().flatMap(stock -> Multi.createBy().repeating()
                .supplier(AtomicInteger::new, sold -> new Stock(sku, stock.count() - sold.getAndAdd(2)))
                .whilst(left -> left.count() > 1));
    }
}
// end::stand-in[]
