/** The inventory: a stock in memory, served to the other parts of the shop. */
package dev.natsmesh.shop.inventory;
