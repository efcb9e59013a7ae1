package dev.natsmesh.shop;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;

// tag::constraints[]
/**
 * What somebody wants to buy.
 *
 * @param sku the article's number
 * @param count how many
 */
public record Order(@NotBlank String sku, @Positive int count) {
}
// end::constraints[]
