package dev.natsmesh.shop;

// tag::record[]
/**
 * What an order would cost.
 *
 * @param cents the price of all of it
 * @param available whether there is enough of it
 * @param pricedBy the instance that made the quote, for whoever looks into a wrong one
 */
public record Quote(Order order, long cents, boolean available, String pricedBy) {
}
// end::record[]
