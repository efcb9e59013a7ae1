package dev.natsmesh.shop;

/**
 * How much there is of an article.
 *
 * @param count how many can still be reserved
 */
public record Stock(String sku, int count) {
}
