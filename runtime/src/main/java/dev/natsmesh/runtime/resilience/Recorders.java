package dev.natsmesh.runtime.resilience;

import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;

/** Where the metrics of fault tolerance are recorded, if not by SmallRye's recorders. */
@FunctionalInterface
public interface Recorders {

    /** @param smallRye has registered the meters of the operation */
    MetricsRecorder of(MeteredOperation operation, MetricsRecorder smallRye);
}
