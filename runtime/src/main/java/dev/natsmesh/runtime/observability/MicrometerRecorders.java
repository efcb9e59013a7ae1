package dev.natsmesh.runtime.observability;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.resilience.Recorders;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;

/** Records into meters that are looked up once instead of at each event. */
@Singleton
public class MicrometerRecorders implements Recorders {

    private final MeterRegistry registry;

    MicrometerRecorders(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public MetricsRecorder of(MeteredOperation operation, MetricsRecorder smallRye) {
        return new PreparedMeters(registry, operation, smallRye);
    }
}
