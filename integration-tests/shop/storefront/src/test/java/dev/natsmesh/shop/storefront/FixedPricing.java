package dev.natsmesh.shop.storefront;

import java.time.Instant;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Price;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import dev.natsmesh.shop.UnknownSku;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Stands in for pricing: everything costs 100 cents, unless the article's number asks for a failure. */
@NatsService(version = "1.0.0")
class FixedPricing implements Pricing {

    @Override
    public Uni<Quote> quote(Order order) {
        if (order.sku().equals("unicorn")) {
            return Uni.createFrom().failure(new UnknownSku(order.sku()));
        }
        return Uni.createFrom().item(new Quote(order, 100L * order.count(), true, "fixed"));
    }

    @Override
    public Sale sell(Order order) {
        return switch (order.sku()) {
            case "sold-out" -> throw new OutOfStock(order.sku(), 0);
            case "closed" -> throw new ServiceException(501, "Closed on Sundays");
            default -> new Sale(order, "shelf-7", 100L * order.count(), "fixed");
        };
    }

    @Override
    public Uni<Quote> whenAvailable(Order order) {
        return switch (order.sku()) {
            case "crowded" -> Uni.createFrom().failure(new CallRefusedException(429, "All 5 seats are taken"));
            case "never" -> Uni.createFrom().nothing();
            default -> quote(order);
        };
    }

    @Override
    public Multi<Price> prices(String sku) {
        return history(sku, 2);
    }

    @Override
    public Multi<Price> history(String sku, int seconds) {
        return sku.equals("unicorn")
                ? Multi.createFrom().failure(new UnknownSku(sku))
                : Multi.createFrom().range(0, seconds).map(i -> new Price(sku, 100 + i, Instant.EPOCH.plusSeconds(i)));
    }
}
