package dev.natsmesh.benchmarks.driver;

/** What is answered, of the same size as what was asked. */
public record Quote(String sku, int count, int cents, String note) {

    private static final int PRICE = 1299;

    /** The work of a service. It is next to nothing: what is measured is the way there and back. */
    public static Quote of(Order order) {
        return new Quote(order.sku(), order.count(), order.count() * PRICE, order.note());
    }
}
