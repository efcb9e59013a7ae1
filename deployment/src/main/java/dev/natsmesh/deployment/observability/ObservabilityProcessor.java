package dev.natsmesh.deployment.observability;

import java.util.Optional;

import dev.natsmesh.deployment.ScannedMeshBuildItem;
import dev.natsmesh.runtime.config.NatsBuildTimeConfig;
import dev.natsmesh.runtime.observability.MicrometerConnection;
import dev.natsmesh.runtime.observability.MicrometerEjections;
import dev.natsmesh.runtime.observability.MicrometerFaults;
import dev.natsmesh.runtime.observability.MicrometerMetrics;
import dev.natsmesh.runtime.observability.MicrometerMirrors;
import dev.natsmesh.runtime.observability.MicrometerMismatches;
import dev.natsmesh.runtime.observability.MicrometerOverload;
import dev.natsmesh.runtime.observability.MicrometerRecorders;
import dev.natsmesh.runtime.observability.MicrometerRepeats;
import dev.natsmesh.runtime.observability.MicrometerRetries;
import dev.natsmesh.runtime.observability.MicrometerTraffic;
import dev.natsmesh.runtime.observability.OpenTelemetryTracing;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

class ObservabilityProcessor {

    @BuildStep
    void tracing(ScannedMeshBuildItem mesh, Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty() && capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(OpenTelemetryTracing.class));
        }
    }

    @BuildStep
    void metrics(ScannedMeshBuildItem mesh, Optional<MetricsCapabilityBuildItem> metrics,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty() && metrics.map(item -> item.metricsSupported(MetricsFactory.MICROMETER)).orElse(false)) {
            beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                    .addBeanClasses(MicrometerConnection.class, MicrometerMetrics.class, MicrometerMismatches.class,
                            MicrometerEjections.class, MicrometerFaults.class, MicrometerMirrors.class,
                            MicrometerOverload.class, MicrometerRecorders.class,
                            MicrometerRepeats.class, MicrometerRetries.class, MicrometerTraffic.class)
                    .build());
        }
    }

    /** By name: the class can't be loaded where SmallRye Health is missing. */
    @BuildStep
    void health(ScannedMeshBuildItem mesh, NatsBuildTimeConfig config, BuildProducer<HealthBuildItem> checks) {
        if (!mesh.isEmpty()) {
            checks.produce(new HealthBuildItem("dev.natsmesh.runtime.health.MeshReadiness", config.healthEnabled()));
        }
    }
}
