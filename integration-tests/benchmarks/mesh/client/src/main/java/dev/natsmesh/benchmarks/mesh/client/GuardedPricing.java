package dev.natsmesh.benchmarks.mesh.client;

import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;
import io.smallrye.mutiny.Uni;

/** The same service, seen by a cautious caller: all is on, and nothing has to step in. */
@NatsClient("pricing")
interface GuardedPricing {

    /** What the order would cost now. */
    @Idempotent
    @Timeout(5000)
    @Retry
    @CircuitBreaker
    @Bulkhead(value = 10_000)
    Uni<Quote> quote(Order order);
}
