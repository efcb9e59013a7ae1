package dev.natsmesh.shop;

/**
 * A finished purchase.
 *
 * @param reservation the id to collect the goods with
 * @param cents what was paid
 * @param soldBy the instance that sold
 */
public record Sale(Order order, String reservation, long cents, String soldBy) {
}
