package dev.natsmesh.shop.pricing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Price;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import dev.natsmesh.shop.Stock;
import io.smallrye.mutiny.Multi;
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
    // end::service[]

    @Override
    public Uni<Quote> whenAvailable(Order order) {
        return inventory.awaitEnough(order)
                .map(stock -> new Quote(order, prices.cents(order, stock), true, instance));
    }

    // tag::stream[]
    @Override
    public Multi<Price> prices(String sku) {
        Order one = new Order(sku, 1);
        return inventory.watch(sku) // <1>
                .map(stock -> prices.cents(one, stock))
                .skip().repetitions()
                .map(cents -> new Price(sku, cents, Instant.now()));
    }

    @Override
    public Multi<Price> history(String sku, int seconds) {
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(seconds);
        return Multi.createFrom().range(0, seconds) // <2>
                .map(first::plusSeconds)
                .map(then -> new Price(sku, prices.cents(sku, then), then));
    }
    // end::stream[]
    // tag::service[]
}
// end::service[]
