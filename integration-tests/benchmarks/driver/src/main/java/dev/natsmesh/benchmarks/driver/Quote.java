package dev.natsmesh.benchmarks.driver;

/** What is answered, of the same size as what was asked. */
public record Quote(String sku, int count, int cents, String note) {

    private static final int PRICE = 1299;

    /** The work of a service. It is next to nothing: what is measured is the way there and back. */
    public static Quote of(Order order) {
        return of(order, order.count());
    }

    /** The work for an item of a stream of quotes. */
    public static Quote of(Order order, int count) {
        return new Quote(order.sku(), count, count * PRICE, order.note());
    }
}
