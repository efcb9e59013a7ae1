package dev.natsmesh.shop;

/**
 * Goods that are taken out of the stock for somebody.
 *
 * @param id what they are found by
 */
public record Reservation(String id, Order order) {
}
