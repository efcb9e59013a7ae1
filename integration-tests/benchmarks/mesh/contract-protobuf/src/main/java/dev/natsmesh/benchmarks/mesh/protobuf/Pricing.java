package dev.natsmesh.benchmarks.mesh.protobuf;

import dev.natsmesh.NatsClient;
import dev.natsmesh.benchmarks.grpc.OrderMessage;
import dev.natsmesh.benchmarks.grpc.QuoteMessage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What goods cost. */
@NatsClient("pricing")
public interface Pricing {

    /** What the order would cost now. */
    Uni<QuoteMessage> quote(OrderMessage order);

    /** What the order would cost for each count up to its own. */
    Multi<QuoteMessage> quotes(OrderMessage order);
}
