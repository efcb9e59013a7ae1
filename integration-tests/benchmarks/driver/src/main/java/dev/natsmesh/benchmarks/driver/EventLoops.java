package dev.natsmesh.benchmarks.driver;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** Where a Quarkus application calls: on the event loops, each flight on a context of its own, as if it were a request. */
public final class EventLoops implements Origin {

    private static final int MOST_FLIGHTS = 1 << 13;

    private final VertxInternal vertx;
    private final Context[] contexts = new Context[MOST_FLIGHTS];

    public EventLoops(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    @Override
    public void run(int flight, Runnable call) {
        context(flight & (MOST_FLIGHTS - 1)).runOnContext(ignored -> call.run());
    }

    private synchronized Context context(int number) {
        if (contexts[number] == null) {
            // Every new one is on the next event loop.
            contexts[number] = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
        }
        return contexts[number];
    }
}
