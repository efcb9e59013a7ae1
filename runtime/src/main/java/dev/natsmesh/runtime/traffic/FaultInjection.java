package dev.natsmesh.runtime.traffic;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import dev.natsmesh.runtime.call.EventLoops;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.traffic.TrafficPolicy;

/** Puts the faults of traffic policies into calls, where the application allows it at all. */
public final class FaultInjection {

    /** Whatever a policy says, nothing goes wrong. */
    public static final FaultInjection OFF = new FaultInjection(null, null, null);

    private static final int LOTS = 1000;

    private final EventLoops loops;
    private final List<FaultListener> listeners;
    private final IntSupplier lots;

    private FaultInjection(EventLoops loops, List<FaultListener> listeners, IntSupplier lots) {
        this.loops = loops;
        this.listeners = listeners;
        this.lots = lots;
    }

    /**
     * Faults act.
     *
     * @param loops where calls wait that have no context
     */
    public static FaultInjection on(EventLoops loops, List<FaultListener> listeners) {
        return on(loops, listeners, () -> ThreadLocalRandom.current().nextInt(LOTS));
    }

    /** @param lots gives numbers from 0 to 999, each as probable as the others */
    static FaultInjection on(EventLoops loops, List<FaultListener> listeners, IntSupplier lots) {
        return new FaultInjection(loops, List.copyOf(listeners), lots);
    }

    /**
     * @param policy what calls of the operation's service follow, asked for each attempt; {@code null} for none ever
     * @param next sends an attempt
     * @return {@code next} itself where nothing can go wrong on purpose
     */
    public Stage around(Operation operation, Supplier<TrafficPolicy> policy, Stage next) {
        return this == OFF || policy == null ? next : new FaultyCalls(operation, policy, loops, listeners, lots, next);
    }
}
