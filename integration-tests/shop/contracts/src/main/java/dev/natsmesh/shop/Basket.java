package dev.natsmesh.shop;

/**
 * What a customer is about to buy.
 *
 * @param pieces how many pieces are in it
 * @param keptBy the instance that has it
 */
public record Basket(String customer, int pieces, String keptBy) {
}
