package dev.natsmesh.interop;

import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.NatsService;
import io.smallrye.mutiny.Uni;

@NatsService(description = "What goods cost")
public class PricingService implements Pricing {

    private final AtomicInteger quotes = new AtomicInteger();

    /** How many have been begun. */
    int quotes() {
        return quotes.get();
    }

    @Override
    public Uni<Quote> quote(Order order) {
        quotes.incrementAndGet();
        return Uni.createFrom().item(new Quote(order.sku(), order.count() * 10));
    }

    @Override
    public Quote find(String sku, int count) throws UnknownSku {
        if (!sku.equals("book")) {
            throw new UnknownSku(sku);
        }
        return new Quote(sku, count * 10);
    }
}
