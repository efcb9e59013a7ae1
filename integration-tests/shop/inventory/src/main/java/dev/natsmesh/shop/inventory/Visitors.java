package dev.natsmesh.shop.inventory;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import dev.natsmesh.CallRefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Who waits for goods or watches the shelves, in metrics: how many there are, {@code shop.waiting} and {@code shop.watching}, and
 * how many left before their time, {@code shop.waiting.left} and {@code shop.watching.left}.
 */
@Startup // the metrics are there before the first visitor
@Singleton
class Visitors {

    private static final int SEATS = 5;

    private final AtomicInteger waiting;
    private final AtomicInteger watching;
    private final Counter leftWaiting;
    private final Counter leftWatching;

    Visitors(MeterRegistry metrics) {
        waiting = metrics.gauge("shop.waiting", new AtomicInteger());
        watching = metrics.gauge("shop.watching", new AtomicInteger());
        leftWaiting = metrics.counter("shop.waiting.left");
        leftWatching = metrics.counter("shop.watching.left");
    }

    /** Gives whoever waits a seat; refuses those for whom there is none. */
    <T> Uni<T> seat(Uni<T> goods) {
        return Uni.createFrom().deferred(() -> {
            if (waiting.incrementAndGet() > SEATS) {
                waiting.decrementAndGet();
                return Uni.createFrom().failure(new CallRefusedException(429, "All %d seats are taken".formatted(SEATS)));
            }
            return goods.onCancellation().invoke(leftWaiting::increment)
                    .onTermination().invoke(waiting::decrementAndGet);
        });
    }

    /** Counts whoever watches. */
    <T> Multi<T> count(Multi<T> goods) {
        return goods.onSubscription().invoke(watching::incrementAndGet)
                .onCancellation().invoke(leftWatching::increment)
                .onTermination().invoke(watching::decrementAndGet);
    }
}
