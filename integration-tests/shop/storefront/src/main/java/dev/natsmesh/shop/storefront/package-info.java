/** The storefront: HTTP for customers, typed calls to the services behind it. */
package dev.natsmesh.shop.storefront;
