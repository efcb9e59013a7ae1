package dev.natsmesh.chaos.caller;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.ext.web.Router;

/** {@code POST /start} begins to call, {@code POST /stop} answers when all calls have ended, with how many have not. */
@Singleton
class Control {

    private final Calls calls;

    Control(Calls calls) {
        this.calls = calls;
    }

    void routes(@Observes Router router) {
        router.post("/start").blockingHandler(request -> {
            calls.start();
            request.end();
        });
        router.post("/stop").blockingHandler(request -> request.end(Integer.toString(calls.stop())));
    }
}
