package dev.natsmesh.runtime.management;

import java.time.Duration;
import java.util.List;

import dev.natsmesh.runtime.MeshOperations;
import io.quarkus.runtime.configuration.DurationConverter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Begins to drain the instance, and answers at once with what is drained. Asked again it tells how far that is. */
public final class DrainRoute extends ManagementRoute {

    public static final String PATH = ReportRoute.PATH + "/drain";

    private static final String TIMEOUT = "timeout";
    private static final Duration LONGEST = Duration.ofDays(1);

    public DrainRoute() {
        super(HttpMethod.POST);
    }

    @Override
    JsonObject answer(RoutingContext request, MeshOperations mesh) {
        for (String name : request.queryParams().names()) {
            if (!name.equals(TIMEOUT)) {
                throw new IllegalArgumentException("There is a parameter '%s', not '%s'".formatted(TIMEOUT, name));
            }
        }
        List<String> given = request.queryParam(TIMEOUT);
        Duration timeout = given.isEmpty() ? mesh.drainTimeout() : timeout(given);
        request.response().setStatusCode(202);
        return mesh.drain(timeout, "HTTP from " + request.request().remoteAddress());
    }

    private static Duration timeout(List<String> given) {
        Duration timeout = null;
        if (given.size() == 1) {
            try {
                timeout = DurationConverter.parseDuration(given.get(0));
            } catch (IllegalArgumentException e) {
                // It is refused below, like any other that can't be.
            }
        }
        if (timeout == null || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'%s' has to be one duration of at most a day, such as 10s or 500ms, not %s"
                    .formatted(TIMEOUT, String.join(" and ", given)));
        }
        return timeout;
    }
}
