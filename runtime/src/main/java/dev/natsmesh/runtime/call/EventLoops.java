package dev.natsmesh.runtime.call;

import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** Hands out the event loops in turn. */
public final class EventLoops {

    private final ContextInternal[] loops;
    private final AtomicInteger next = new AtomicInteger();

    public EventLoops(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        loops = new ContextInternal[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = internal.createEventLoopContext();
        }
    }

    public ContextInternal next() {
        return loops[Math.floorMod(next.getAndIncrement(), loops.length)];
    }
}
