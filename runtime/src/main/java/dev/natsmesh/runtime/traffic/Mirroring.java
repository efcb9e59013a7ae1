package dev.natsmesh.runtime.traffic;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.traffic.TrafficPolicy;

/** The copies of calls that this application makes. There are so many under way at most; those beyond are not made. */
public final class Mirroring {

    private static final int LOTS = 1000;

    private final Transport transport;
    private final SubjectPrefix prefix;
    private final MirrorSettings settings;
    private final List<MirrorListener> listeners;
    private final Executor executor;
    private final IntSupplier lots;
    private final AtomicInteger pending = new AtomicInteger();

    /** @param executor compares, where that is asked for: it takes time that callers don't have */
    public Mirroring(Transport transport, SubjectPrefix prefix, MirrorSettings settings, List<MirrorListener> listeners,
            Executor executor) {
        this(transport, prefix, settings, listeners, executor, () -> ThreadLocalRandom.current().nextInt(LOTS));
    }

    /** @param lots gives numbers from 0 to 999, each as probable as the others */
    Mirroring(Transport transport, SubjectPrefix prefix, MirrorSettings settings, List<MirrorListener> listeners,
            Executor executor, IntSupplier lots) {
        this.transport = transport;
        this.prefix = prefix;
        this.settings = settings;
        this.listeners = List.copyOf(listeners);
        this.executor = executor;
        this.lots = lots;
    }

    /**
     * @param policy what calls of the operation's service follow, asked for each call; {@code null} for none ever
     * @return {@code null} if there are never copies
     */
    public MirroredOperation of(Operation operation, OperationCodec codec, Supplier<TrafficPolicy> policy) {
        return policy == null ? null : new MirroredOperation(operation, codec, policy, this);
    }

    boolean hits(int perMille) {
        return lots.getAsInt() < perMille;
    }

    /** @return whether there may be one more copy; then {@link #ended} is called once */
    boolean begin() {
        if (pending.incrementAndGet() <= settings.maxPending()) {
            return true;
        }
        pending.decrementAndGet();
        return false;
    }

    void ended() {
        pending.decrementAndGet();
    }

    void tell(Operation operation, CopyOutcome outcome) {
        listeners.forEach(listener -> listener.ended(operation, outcome));
    }

    void tell(Operation operation, Difference difference) {
        listeners.forEach(listener -> listener.compared(operation, difference));
    }

    Transport transport() {
        return transport;
    }

    SubjectPrefix prefix() {
        return prefix;
    }

    MirrorSettings settings() {
        return settings;
    }

    Executor executor() {
        return executor;
    }
}
