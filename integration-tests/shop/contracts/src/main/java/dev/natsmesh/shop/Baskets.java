package dev.natsmesh.shop;

import jakarta.validation.Valid;

import dev.natsmesh.NatsClient;
import dev.natsmesh.StickyKey;
import io.smallrye.mutiny.Uni;

// tag::contract[]
/** What customers are about to buy. */
@NatsClient("baskets")
public interface Baskets {

    /** Puts goods into a customer's basket, which one instance has in memory. */
    Uni<Basket> put(@StickyKey String customer, @Valid Order goods);
}
// end::contract[]
