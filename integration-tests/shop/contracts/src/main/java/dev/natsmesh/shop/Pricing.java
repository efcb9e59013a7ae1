package dev.natsmesh.shop;

import jakarta.validation.Valid;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Uni;

// tag::contract[]
/** What goods cost. */
@NatsClient("pricing")
public interface Pricing {

    /** What the order would cost now. */
    @Idempotent
    @Timeout(2000)
    @Retry(maxRetries = 4, delay = 100, jitter = 50, abortOn = UnknownSku.class)
    Uni<Quote> quote(@Valid Order order) throws UnknownSku;

    /** Sells: what is ordered is reserved for the buyer at today's price. */
    @Timeout(5000)
    Sale sell(@Valid Order order) throws UnknownSku, OutOfStock;
}
// end::contract[]
