package dev.natsmesh.runtime.observability;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Timers {@code rpc.client.duration} and {@code rpc.server.duration} with the tags {@code rpc.system}, {@code rpc.service},
 * {@code rpc.method} and {@code outcome}: their counts are the rate and, by outcome, the errors. For events,
 * {@code messaging.publish.duration} and {@code messaging.process.duration} with the tags {@code messaging.system},
 * {@code messaging.destination.name}, for the second {@code subscriber}, and {@code outcome}.
 */
@Singleton
@Priority(100)
public class MicrometerMetrics implements Observation {

    private final MeterRegistry registry;

    MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Stage ofClient(Operation operation, Stage next) {
        return timed("rpc.client.duration", "How long calls took, and how they ended", rpc(operation), operation,
                Outcome::ofCall,
                next);
    }

    @Override
    public Stage ofService(Operation operation, Stage next) {
        return timed("rpc.server.duration", "How long calls took, and how they ended", rpc(operation), operation,
                Outcome::ofService, next);
    }

    @Override
    public Stage ofPublisher(Operation operation, Stage next) {
        return timed("messaging.publish.duration", "How long it took to send events, and how that ended",
                messaging(operation), operation, Outcome::ofCall, next);
    }

    @Override
    public Stage ofSubscriber(Operation operation, Stage next) {
        return timed("messaging.process.duration", "How long it took to handle events, and how that ended",
                messaging(operation).and("subscriber", operation.toString()), operation, Outcome::ofEvent, next);
    }

    private static Tags messaging(Operation operation) {
        return Tags.of("messaging.system", "nats", "messaging.destination.name", operation.subject());
    }

    private static Tags rpc(Operation operation) {
        return Tags.of("rpc.system", "nats", "rpc.service", operation.service(), "rpc.method", operation.name());
    }

    private Stage timed(String name, String description, Tags tags, Operation operation,
            BiFunction<Operation, Throwable, Outcome> failure, Stage next) {
        Timers timers = new Timers(name, description, tags, operation, failure);
        return (call, completion) -> next.handle(call, new Timed(timers, System.nanoTime(), completion));
    }

    private record Timed(Timers timers, long begin, Completion completion) implements Completion {

        @Override
        public void note(String name, String value) {
            completion.note(name, value);
        }

        @Override
        public void success(Object result) {
            timers.record(Outcome.SUCCESS, System.nanoTime() - begin);
            completion.success(result);
        }

        @Override
        public void failure(Throwable failure) {
            timers.record(timers.failure.apply(timers.operation, failure), System.nanoTime() - begin);
            completion.failure(failure);
        }
    }

    /** An operation's timers, one for each outcome that has occurred. */
    private final class Timers {

        private final String name;
        private final String description;
        private final Tags tags;
        private final Operation operation;
        private final BiFunction<Operation, Throwable, Outcome> failure;
        private final AtomicReferenceArray<Timer> byOutcome = new AtomicReferenceArray<>(Outcome.values().length);

        Timers(String name, String description, Tags tags, Operation operation,
                BiFunction<Operation, Throwable, Outcome> failure) {
            this.name = name;
            this.description = description;
            this.tags = tags;
            this.operation = operation;
            this.failure = failure;
        }

        void record(Outcome outcome, long nanos) {
            Timer timer = byOutcome.get(outcome.ordinal());
            if (timer == null) {
                timer = register(outcome);
                byOutcome.set(outcome.ordinal(), timer);
            }
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }

        private Timer register(Outcome outcome) {
            return Timer.builder(name)
                    .description(description)
                    .tags(tags)
                    .tag("outcome", outcome.tag())
                    .register(registry);
        }
    }
}
