package dev.natsmesh.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

    /** What draining takes besides the time for what runs. */
    private static final Duration FOR_ITS_END = Duration.ofSeconds(5);

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
        begin(timeout);
    }

    /**
     * The same with another time for what runs.
     *
     * @return whether that began it; the time of what has begun before stays as it is
     */
    boolean begin(Duration atMost) {
        boolean first = begun.compareAndSet(false, true);
        if (first) {
            executor.execute(() -> run(atMost));
        }
        return first;
    }

    /** Returns when it has ended. What began with more time than is configured is not waited for any longer than that. */
    void await() {
        if (begun.compareAndSet(false, true)) {
            run(timeout);
            return;
        }
        try {
            ended.copy().orTimeout(timeout.toMillis() + FOR_ITS_END.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            LOG.warnf("Abandoned, as the application stops and has waited for %d ms (quarkus.nats.drain-timeout): %s",
                    timeout.toMillis(), operations());
        }
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** How many calls and events were abandoned, once it has ended. */
    int abandoned() {
        return ended.getNow(0);
    }

    private void run(Duration atMost) {
        int unfinished = 0;
        try {
            announcements.drain();
            unfinished = transport.drain(atMost);
            announcements.end();
            if (unfinished > 0) {
                LOG.warnf("Abandoned after %d ms%s: %d calls and events that are not finished: %s", atMost.toMillis(),
                        atMost.equals(timeout) ? " (quarkus.nats.drain-timeout)" : "", unfinished, operations());
            } else {
                LOG.info("Drained: all that ran has ended");
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
