/** The contracts of the shop: what its services offer each other. */
package dev.natsmesh.shop;
