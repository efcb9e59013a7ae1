package dev.natsmesh.shop;

import jakarta.validation.Valid;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.Idempotent;
import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

// tag::contract[]
/** What goods cost. */
@NatsClient("pricing")
public interface Pricing {

    /** What the order would cost now. */
    @Idempotent
    @Timeout(2000)
    @Retry(maxRetries = 4, delay = 100, jitter = 50, abortOn = { UnknownSku.class, InvalidArgumentsException.class })
    Uni<Quote> quote(@Valid Order order) throws UnknownSku;

    /** Sells: what is ordered is reserved for the buyer at today's price. */
    @Timeout(5000)
    Sale sell(@Valid Order order) throws UnknownSku, OutOfStock;

    /** What the order costs once there is enough for it. */
    @Idempotent
    Uni<Quote> whenAvailable(@Valid Order order) throws UnknownSku;

    // tag::stream[]
    /** What one of them costs: now, and again after every change, until the caller wants to know no more. */
    Multi<Price> prices(String sku) throws UnknownSku;

    /** What one of them has cost, for each of the last seconds, the oldest first. */
    Multi<Price> history(String sku, int seconds) throws UnknownSku;
    // end::stream[]
}
// end::contract[]
