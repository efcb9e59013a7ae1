package dev.natsmesh.shop;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import io.smallrye.mutiny.Uni;

// tag::contract[]
/** What happens to orders. */
@NatsClient("orders")
public interface OrderEvents {

    /** Somebody has bought something. */
    @Publish
    Uni<Void> placed(Sale sale);
}
// end::contract[]
