package dev.natsmesh.chaos.service;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** How fast this instance works. {@code POST /pace?factor=20} makes it 20 times slower, {@code POST /pace?factor=1} as fast as ever. */
@Singleton
class Pace {

    private static final Duration USUAL = Duration.ofMillis(5);

    private final Vertx vertx;
    private volatile long millis = USUAL.toMillis();

    Pace(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The value, after the time that work takes now. */
    <T> Uni<T> afterAWhile(T value) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, timer -> emitter.complete(value)));
    }

    void routes(@Observes Router router) {
        router.post("/pace").handler(request -> {
            millis = USUAL.toMillis() * Integer.parseInt(request.queryParam("factor").get(0));
            request.end();
        });
    }
}
