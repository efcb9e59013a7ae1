package dev.natsmesh.runtime.management;

import java.util.Map;

import dev.natsmesh.runtime.MeshOperations;
import io.quarkus.arc.Arc;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * One path with one method. Answers are JSON, also those that refuse: {@code {"error":"..."}}. The build writes down which class a
 * route has, so each has a public constructor without parameters, and looks the bean up when it is asked.
 */
abstract class ManagementRoute implements Handler<RoutingContext> {

    private final HttpMethod method;

    ManagementRoute(HttpMethod method) {
        this.method = method;
    }

    /**
     * @return what to answer; the status is set by the route, and is 200 unless it is
     * @throws IllegalArgumentException with a message for whoever asks, if what is asked is wrong
     */
    abstract JsonObject answer(RoutingContext request, MeshOperations mesh);

    @Override
    public final void handle(RoutingContext request) {
        if (!method.equals(request.request().method())) {
            request.response().putHeader("Allow", method.name());
            refuse(request, 405, "%s takes %s, not %s".formatted(request.normalizedPath(), method,
                    request.request().method()));
            return;
        }
        JsonObject answer;
        try {
            answer = answer(request, Arc.container().instance(MeshOperations.class).get());
        } catch (IllegalArgumentException e) {
            refuse(request, 400, e.getMessage());
            return;
        }
        end(request, answer);
    }

    private static void refuse(RoutingContext request, int status, String why) {
        request.response().setStatusCode(status);
        end(request, new JsonObject(Map.of("error", why)));
    }

    private static void end(RoutingContext request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store");
        request.end(body.toBuffer());
    }
}
