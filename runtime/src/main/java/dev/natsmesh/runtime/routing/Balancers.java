package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import dev.natsmesh.runtime.call.KeyArgument;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.config.NatsMethodConfig.Balancing;

/** Makes the balancers of operations. */
public final class Balancers {

    /** For applications all of whose calls go to the queue group. */
    public static final Balancers NONE = new Balancers(operation -> Balancing.QUEUE_GROUP, Duration.ofSeconds(1));

    private final Function<Operation, Balancing> wanted;
    private final Duration memory;

    /**
     * @param wanted what an operation's calls are balanced by
     * @param memory how long the time counts that calls took
     */
    public Balancers(Function<Operation, Balancing> wanted, Duration memory) {
        this.wanted = wanted;
        this.memory = memory;
    }

    /** {@code null} for the queue group. */
    Balancer of(Operation operation) {
        if (operation.kind() != Operation.Kind.UNARY) {
            return null;
        }
        return switch (wanted.apply(operation)) {
            case QUEUE_GROUP -> null;
            case LEAST_LATENCY -> new LeastLatency(memory, System::nanoTime,
                    bound -> ThreadLocalRandom.current().nextInt(bound));
            case STICKY -> new StickyBalancer(KeyArgument.of(operation));
        };
    }
}
