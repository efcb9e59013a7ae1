package dev.natsmesh.runtime.server;

import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** Hands out the event loops in turn. */
final class EventLoops {

    private final Context[] loops;
    private final AtomicInteger next = new AtomicInteger();

    EventLoops(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        loops = new Context[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = internal.createEventLoopContext();
        }
    }

    Context next() {
        return loops[Math.floorMod(next.getAndIncrement(), loops.length)];
    }
}
