package dev.natsmesh.deployment.devservices;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.deployment.ScannedMeshBuildItem;
import dev.natsmesh.runtime.config.NatsBuildTimeConfig;
import dev.natsmesh.runtime.config.NatsDevServicesConfig;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesComposeProjectBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.DevServicesSharedNetworkBuildItem;
import io.quarkus.deployment.builditem.DockerStatusBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.builditem.Startable;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.devservices.common.ComposeLocator;
import io.quarkus.devservices.common.ContainerAddress;
import io.quarkus.devservices.common.ContainerLocator;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;

@BuildSteps(onlyIf = { IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class })
class NatsDevServicesProcessor {

    private static final Logger LOG = Logger.getLogger(NatsDevServicesProcessor.class);
    private static final String FEATURE = "nats-mesh";
    private static final String SERVERS = "quarkus.nats.servers";

    /** Outlives live reloads, so that the same advice is not given at each. */
    private record Given(String advice) {
    }

    @BuildStep
    void server(ScannedMeshBuildItem mesh, NatsBuildTimeConfig config, DevServicesConfig common, LaunchModeBuildItem launchMode,
            LiveReloadBuildItem liveReload, DockerStatusBuildItem docker, DevServicesComposeProjectBuildItem compose,
            List<DevServicesSharedNetworkBuildItem> networks, BuildProducer<DevServicesResultBuildItem> services) {
        NatsDevServicesConfig wanted = config.devservices();
        if (mesh.isEmpty() || !wanted.enabled() || serversConfigured()) {
            return;
        }
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        ExecutableSearch search = ExecutableSearch.of(System.getenv().getOrDefault("PATH", ""), windows);
        ServerSource source = ServerSource.choose(wanted.command(), docker::isContainerRuntimeAvailable, search);
        if (source instanceof ServerSource.Executable executable) {
            services.produce(owned(wanted, () -> new NatsServerProcess(executable.path(), wanted.port(),
                    Path.of(System.getProperty("java.io.tmpdir")), windows)));
        } else if (source instanceof ServerSource.Container) {
            services.produce(container(wanted, launchMode.getLaunchMode(), compose,
                    DevServicesSharedNetworkBuildItem.isSharedNetworkRequired(common, networks)));
        } else if (source instanceof ServerSource.Nowhere nowhere) {
            Given given = new Given(nowhere.advice());
            if (!given.equals(liveReload.getContextObject(Given.class))) {
                liveReload.setContextObject(Given.class, given);
                LOG.warn(nowhere.advice());
            }
        }
    }

    private static boolean serversConfigured() {
        return ConfigUtils.isPropertyNonEmpty(SERVERS) || ConfigUtils.isPropertyNonEmpty(SERVERS + "[0]");
    }

    private static DevServicesResultBuildItem container(NatsDevServicesConfig wanted, LaunchMode mode,
            DevServicesComposeProjectBuildItem compose, boolean sharedNetwork) {
        Optional<ContainerAddress> running = ContainerLocator
                .locateContainerWithLabels(NatsContainer.PORT, NatsContainer.LABEL)
                .locateContainer(wanted.serviceName(), wanted.shared(), mode)
                .or(() -> ComposeLocator.locateContainer(compose, List.of(wanted.imageName(), "nats"), NatsContainer.PORT, mode,
                        sharedNetwork));
        return running
                .map(address -> DevServicesResultBuildItem.discovered().feature(FEATURE).containerId(address.getId())
                        .config(Map.of(SERVERS, "nats://" + address.getUrl())).build())
                .orElseGet(() -> owned(wanted, () -> new NatsContainer(wanted.imageName(), wanted.port(),
                        compose.getDefaultNetworkId(), sharedNetwork).sharedAs(mode, wanted.serviceName())));
    }

    private static <T extends Startable> DevServicesResultBuildItem owned(NatsDevServicesConfig wanted, Supplier<T> server) {
        return DevServicesResultBuildItem.<T>owned().feature(FEATURE).serviceName(wanted.serviceName()).serviceConfig(wanted)
                .startable(server).configProvider(Map.of(SERVERS, Startable::getConnectionInfo)).build();
    }
}
