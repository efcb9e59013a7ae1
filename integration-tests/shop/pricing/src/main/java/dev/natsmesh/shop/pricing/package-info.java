/** Pricing: a price list, and sales at its prices; asks the inventory what is there. */
package dev.natsmesh.shop.pricing;
