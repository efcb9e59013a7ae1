package dev.natsmesh;

import io.smallrye.mutiny.Uni;

/**
 * This application's part in the mesh. Inject it where an application decides itself when it takes part.
 *
 * <pre>
 * &#64;Inject
 * MeshControl mesh;
 *
 * mesh.drain().await().indefinitely();
 * </pre>
 *
 * <h2>Lifecycle and concurrency</h2>
 * An application that has drained doesn't serve any more until it is started again. All methods may be called on any thread and as often
 * as one likes.
 */
public interface MeshControl {

    /**
     * Leaves the mesh in order, as {@code SIGTERM} does, while the application goes on: it isn't ready any more, its services and
     * subscribers leave their queue groups, calls and events that have arrived run to their end, for at most
     * {@code quarkus.nats.drain-timeout}, and all answers are with a NATS server. Calls to others are still possible.
     * <p>
     * It begins at once, whether the result is subscribed to or not.
     *
     * @return completes when it has ended, on a worker thread or, if it had ended before, at once; also when something was abandoned,
     *         which is logged. Cancelling it changes nothing
     */
    Uni<Void> drain();

    /** Whether the application has begun to leave the mesh, or has left it. */
    boolean isDraining();
}
