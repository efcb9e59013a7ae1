package dev.natsmesh.shop;

import java.time.Instant;

/**
 * What one piece of an article costs.
 *
 * @param since from when on
 */
public record Price(String sku, long cents, Instant since) {
}
