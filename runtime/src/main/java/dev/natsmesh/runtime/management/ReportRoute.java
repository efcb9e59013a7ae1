package dev.natsmesh.runtime.management;

import dev.natsmesh.runtime.MeshOperations;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What the instance serves, how far it is with draining, and what runs. */
public final class ReportRoute extends ManagementRoute {

    public static final String PATH = "nats-mesh";

    public ReportRoute() {
        super(HttpMethod.GET);
    }

    @Override
    JsonObject answer(RoutingContext request, MeshOperations mesh) {
        return mesh.report();
    }
}
