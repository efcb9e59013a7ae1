package dev.natsmesh.shop.pricing;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import dev.natsmesh.shop.Stock;
import io.smallrye.mutiny.Uni;

// tag::service[]
@NatsService(version = "1.2.0", description = "What goods cost")
class SalesDesk implements Pricing {

    private static final Logger LOG = Logger.getLogger(SalesDesk.class);

    private final Inventory inventory; // <1>
    private final PriceList prices;
    private final String instance;

    SalesDesk(Inventory inventory, PriceList prices, @ConfigProperty(name = "shop.instance") String instance) {
        this.inventory = inventory;
        this.prices = prices;
        this.instance = instance;
    }

    @Override
    public Uni<Quote> quote(Order order) { // <2>
        return inventory.stock(order.sku())
                .map(stock -> new Quote(order, prices.cents(order, stock), stock.count() >= order.count(), instance));
    }

    @Override
    public Sale sell(Order order) { // <3>
        Stock stock = inventory.stock(order.sku()).await().indefinitely();
        long cents = prices.cents(order, stock);
        String reservation = inventory.reserve(order).id();
        LOG.infof("Sold %d of %s for %d cents", order.count(), order.sku(), cents);
        return new Sale(order, reservation, cents, instance);
    }
}
// end::service[]
