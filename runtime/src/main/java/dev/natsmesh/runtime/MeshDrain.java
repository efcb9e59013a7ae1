package dev.natsmesh.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import dev.natsmesh.MeshControl;
import dev.natsmesh.runtime.discovery.Announcements;
import dev.natsmesh.runtime.server.EventServer;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.runtime.transport.Transport;
import io.smallrye.mutiny.Uni;

/** The application leaves the mesh once, whoever asks for it first. */
final class MeshDrain implements MeshControl {

    private static final Logger LOG = Logger.getLogger(MeshDrain.class);

    private final Transport transport;
    private final ServiceServer services;
    private final EventServer events;
    private final Announcements announcements;
    private final Duration timeout;
    private final Executor executor;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /**
     * @param timeout how long what runs may take
     * @param executor for what blocks
     */
    MeshDrain(Transport transport, ServiceServer services, EventServer events, Announcements announcements, Duration timeout,
            Executor executor) {
        this.transport = transport;
        this.services = services;
        this.events = events;
        this.announcements = announcements;
        this.timeout = timeout;
        this.executor = executor;
    }

    @Override
    public Uni<Void> drain() {
        begin();
        return Uni.createFrom().completionStage(ended::copy).replaceWithVoid();
    }

    @Override
    public boolean isDraining() {
        return begun.get();
    }

    /** Begins unless it has begun. Returns at once. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            executor.execute(this::run);
        }
    }

    /** Returns when it has ended. */
    void await() {
        if (begun.compareAndSet(false, true)) {
            run();
        } else {
            ended.join();
        }
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** How many calls and events were abandoned, once it has ended. */
    int abandoned() {
        return ended.getNow(0);
    }

    private void run() {
        int unfinished = 0;
        try {
            announcements.drain();
            unfinished = transport.drain(timeout);
            announcements.end();
            if (unfinished > 0) {
                LOG.warnf("Abandoned after %d ms (quarkus.nats.drain-timeout): %d calls and events that are not finished: %s",
                        timeout.toMillis(), unfinished, operations());
            }
        } finally {
            ended.complete(unfinished);
        }
    }

    private String operations() {
        List<String> names = new ArrayList<>();
        services.unfinished().forEach((operation, count) -> names.add(operation + " (" + count + ")"));
        names.addAll(events.unfinished());
        return names.isEmpty() ? "they block the threads that messages come on" : String.join(", ", names);
    }
}
