package dev.natsmesh.shop.pricing;

import java.time.Instant;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Stock;
import dev.natsmesh.shop.UnknownSku;

/** Prices in cents, and the rule that makes the last ones dearer. */
@Singleton
class PriceList {

    private static final int FEW = 10;
    private static final long DAY = 86_400;

    private final Map<String, Long> prices = Map.of("lamp", 1_990L, "chair", 4_900L, "clock", 12_500L);

    /** The price of all that is ordered: a tenth more for what is nearly gone. */
    long cents(Order order, Stock stock) {
        long all = cents(order.sku()) * order.count();
        return stock.count() < FEW ? all + all / 10 : all;
    }

    /** What one of them has cost then: less by up to a tenth before noon. */
    long cents(String sku, Instant then) {
        long price = cents(sku);
        long untilNoon = DAY / 2 - Math.floorMod(then.getEpochSecond(), DAY);
        return price - Math.max(0, price * untilNoon / (DAY * 5));
    }

    private long cents(String sku) {
        Long price = prices.get(sku);
        if (price == null) {
            throw new UnknownSku(sku);
        }
        return price;
    }
}
