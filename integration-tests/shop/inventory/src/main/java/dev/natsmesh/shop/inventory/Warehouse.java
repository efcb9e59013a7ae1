package dev.natsmesh.shop.inventory;

import java.util.UUID;

import org.jboss.logging.Logger;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Reservation;
import dev.natsmesh.shop.Stock;
import dev.natsmesh.shop.UnknownSku;
import io.smallrye.mutiny.Uni;

// tag::service[]
@NatsService(version = "1.0.0", description = "How much of everything there is")
class Warehouse implements Inventory {

    private static final Logger LOG = Logger.getLogger(Warehouse.class);

    private final Shelves shelves;

    Warehouse(Shelves shelves) {
        this.shelves = shelves;
    }

    @Override
    public Uni<Stock> stock(String sku) {
        return Uni.createFrom().item(() -> new Stock(sku, count(sku)));
    }

    @Override
    public Reservation reserve(Order order) {
        if (!shelves.take(order.sku(), order.count())) {
            throw new OutOfStock(order.sku(), count(order.sku()));
        }
        LOG.infof("Reserved %d of %s", order.count(), order.sku());
        return new Reservation(UUID.randomUUID().toString(), order);
    }

    private int count(String sku) {
        return shelves.count(sku).orElseThrow(() -> new UnknownSku(sku));
    }
}
// end::service[]
