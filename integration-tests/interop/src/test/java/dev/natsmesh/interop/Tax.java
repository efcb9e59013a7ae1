package dev.natsmesh.interop;

import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.NatsClient;

/** Served by each {@link Peer}. */
@NatsClient("tax")
public interface Tax {

    Rate rate(String region, String sku);

    Rate refused(String sku);

    Rate find(String sku) throws Exempt;

    Rate checked(int count);

    Rate garbled(String sku);

    @Timeout(500)
    Rate silent(String sku);

    Seen caller();

    record Rate(String region, String sku, int percent) {
    }

    record Seen(String caller, long millis) {
    }

    class Exempt extends Exception {

        private static final long serialVersionUID = 1L;

        private final String sku;
        private final int paragraph;

        public Exempt(String sku, int paragraph) {
            super("no tax on %s by § %d".formatted(sku, paragraph));
            this.sku = sku;
            this.paragraph = paragraph;
        }

        public String getSku() {
            return sku;
        }

        public int getParagraph() {
            return paragraph;
        }
    }
}
