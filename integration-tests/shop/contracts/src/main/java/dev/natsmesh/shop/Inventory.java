package dev.natsmesh.shop;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

// tag::contract[]
/** How much of everything there is. */
@NatsClient("inventory")
public interface Inventory {

    /** How many can still be reserved. */
    @Idempotent
    @Timeout(500)
    @Retry(maxRetries = 3, delay = 50, jitter = 25, abortOn = UnknownSku.class)
    Uni<Stock> stock(String sku) throws UnknownSku;

    /** Takes what is ordered out of the stock. Sent twice it would take twice, so it is never repeated by itself. */
    @Timeout(2000)
    Reservation reserve(Order order) throws UnknownSku, OutOfStock;

    /** Puts goods on the shelves. */
    @Timeout(2000)
    Uni<Stock> deliver(Order goods) throws UnknownSku;

    /** Waits until there is enough for the order, as long as the caller does. Only a few can wait at once; more are refused. */
    @Idempotent
    Uni<Stock> awaitEnough(Order order) throws UnknownSku;

    /** How many can be reserved now, and again after every change, until the caller wants to know no more. */
    Multi<Stock> watch(String sku) throws UnknownSku;
}
// end::contract[]
