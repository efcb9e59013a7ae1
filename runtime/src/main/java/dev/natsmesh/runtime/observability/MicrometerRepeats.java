package dev.natsmesh.runtime.observability;

import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.deduplication.RepeatListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counter {@code rpc.server.repeated} with the tags {@code rpc.system}, {@code rpc.service} and {@code rpc.method}: how many calls
 * came again, and were answered without running them again.
 */
@Singleton
public class MicrometerRepeats implements RepeatListener {

    private final MeterRegistry registry;

    MicrometerRepeats(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void repeated(Operation operation) {
        Counter.builder("rpc.server.repeated")
                .description("Calls that came again, and did not run again")
                .tag("rpc.system", "nats")
                .tag("rpc.service", operation.service())
                .tag("rpc.method", operation.name())
                .register(registry)
                .increment();
    }
}
