package dev.natsmesh.chaos.contract;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Uni;

/** What is called: one method that may be repeated, guarded as a careful application does, and one that must not be. */
@NatsClient("desk")
public interface Desk {

    /** Looks something up. All attempts together fit into a deadline of 2 s. */
    @Idempotent
    @Timeout(400)
    @Retry(maxRetries = 3, delay = 50, jitter = 25)
    Uni<Receipt> look(String id);

    /** Places an order. The instance that begins it writes its id down at once. */
    Uni<Receipt> order(String id);
}
