package dev.natsmesh.shop.inventory;

import java.util.UUID;

import org.jboss.logging.Logger;

import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Reservation;
import dev.natsmesh.shop.Stock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

// tag::service[]
@NatsService(version = "1.0.0", description = "How much of everything there is")
class Warehouse implements Inventory {

    private static final Logger LOG = Logger.getLogger(Warehouse.class);

    private static final int CARRIED = 100;

    private final Shelves shelves;
    private final Visitors visitors;

    Warehouse(Shelves shelves, Visitors visitors) {
        this.shelves = shelves;
        this.visitors = visitors;
    }

    @Override
    public Uni<Stock> stock(String sku) {
        return Uni.createFrom().item(() -> shelves.stock(sku));
    }

    @Override
    public Reservation reserve(Order order) {
        if (order.count() > CARRIED) {
            throw new ServiceException(413, "Nobody can carry more than %d at once".formatted(CARRIED));
        }
        if (!shelves.take(order.sku(), order.count())) {
            throw new OutOfStock(order.sku(), shelves.stock(order.sku()).count());
        }
        LOG.infof("Reserved %d of %s", order.count(), order.sku());
        return new Reservation(UUID.randomUUID().toString(), order);
    }

    @Override
    public Uni<Stock> deliver(Order goods) {
        return Uni.createFrom().item(() -> shelves.put(goods.sku(), goods.count()));
    }

    @Override
    public Uni<Stock> awaitEnough(Order order) {
        return visitors.seat(shelves.watch(order.sku()).select().where(stock -> stock.count() >= order.count()).toUni());
    }

    @Override
    public Multi<Stock> watch(String sku) {
        return visitors.count(shelves.watch(sku));
    }
}
// end::service[]
