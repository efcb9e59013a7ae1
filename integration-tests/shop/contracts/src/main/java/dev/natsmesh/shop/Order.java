package dev.natsmesh.shop;

/**
 * What somebody wants to buy.
 *
 * @param sku the article's number
 * @param count how many
 */
public record Order(String sku, int count) {
}
