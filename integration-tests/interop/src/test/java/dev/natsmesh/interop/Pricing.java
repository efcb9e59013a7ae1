package dev.natsmesh.interop;

import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Uni;

@NatsClient("pricing")
public interface Pricing {

    Uni<Quote> quote(Order order);

    Quote find(String sku, int count) throws UnknownSku;

    record Order(String sku, int count) {
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
