package dev.natsmesh.interop;

import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;

import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Uni;

@NatsClient("pricing")
public interface Pricing {

    Uni<Quote> quote(@Valid Order order);

    Quote find(String sku, int count) throws UnknownSku;

    record Order(String sku, @PositiveOrZero int count) {
    }

    record Quote(String sku, int price) {
    }

    class UnknownSku extends Exception {

        private static final long serialVersionUID = 1L;

        private final String sku;

        public UnknownSku(String sku) {
            super("unknown SKU " + sku);
            this.sku = sku;
        }

        public String getSku() {
            return sku;
        }
    }
}
