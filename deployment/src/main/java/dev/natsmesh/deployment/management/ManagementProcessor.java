package dev.natsmesh.deployment.management;

import org.eclipse.microprofile.config.ConfigProvider;

import dev.natsmesh.deployment.ScannedMeshBuildItem;
import dev.natsmesh.runtime.MeshOperations;
import dev.natsmesh.runtime.config.NatsBuildTimeConfig;
import dev.natsmesh.runtime.config.NatsManagementConfig;
import dev.natsmesh.runtime.management.DrainRoute;
import dev.natsmesh.runtime.management.ReportRoute;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.vertx.http.deployment.spi.RouteBuildItem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

class ManagementProcessor {

    /** Another extension's key: its mapping can't be asked for where that extension is missing. */
    private static final String MANAGEMENT_INTERFACE = "quarkus.management.enabled";

    @BuildStep
    void routes(ScannedMeshBuildItem mesh, NatsBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<RouteBuildItem> routes, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty() && capabilities.isPresent(Capability.VERTX_HTTP) && wanted(config.management())) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(MeshOperations.class));
            routes.produce(route(ReportRoute.PATH, new ReportRoute(), "NATS Mesh"));
            routes.produce(route(DrainRoute.PATH, new DrainRoute(), "NATS Mesh: drain this instance"));
        }
    }

    /** Who can reach the main HTTP server is often not who may drain an instance. */
    private static boolean wanted(NatsManagementConfig config) {
        return config.enabled() && (config.onMainRouter() || ConfigProvider.getConfig()
                .getOptionalValue(MANAGEMENT_INTERFACE, Boolean.class).orElse(false));
    }

    private static RouteBuildItem route(String path, Handler<RoutingContext> handler, String title) {
        return RouteBuildItem.newManagementRoute(path).withRequestHandler(handler).displayOnNotFoundPage(title).build();
    }
}
