package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.nats.client.Dispatcher;

/**
 * The threads that jnats runs one connection with. They make it possible to leave the subjects of a dispatcher without loss: what
 * jnats does in its own drain, once the dispatcher's queue is empty, interrupts and drops the message that was taken from it last.
 */
final class LinkThreads extends ThreadPoolExecutor {

    private static final long KEEP_ALIVE_SECONDS = 1;

    private final Map<Runnable, Future<?>> dispatchers = new ConcurrentHashMap<>();
    private volatile Thread leaving;

    /** jnats' own would outlive a connection that is given up while it is opened. */
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, LinkThreads::thread);

    LinkThreads() {
        super(0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), LinkThreads::thread);
        timers.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "nats-mesh-link");
        thread.setDaemon(true);
        return thread;
    }

    /** For what jnats does at times; it ends with the other threads. */
    ScheduledExecutorService timers() {
        return timers;
    }

    @Override
    public List<Runnable> shutdownNow() {
        timers.shutdownNow();
        return super.shutdownNow();
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        Future<T> running = super.submit(task, result);
        if (task instanceof Dispatcher) {
            dispatchers.put(task, running);
        }
        return running;
    }

    @Override
    public Future<?> submit(Runnable task) {
        // The second half of jnats' drain is the harmful one: it is not run.
        return Thread.currentThread() == leaving ? CompletableFuture.completedFuture(null) : super.submit(task);
    }

    /**
     * Leaves the subjects of a dispatcher.
     *
     * @param atMost how long the server may take to confirm it
     * @return done when every message that came has been handed over
     * @throws IllegalStateException if the connection is closed
     */
    synchronized Future<?> leave(Dispatcher dispatcher, Duration atMost) throws InterruptedException {
        leaving = Thread.currentThread();
        try {
            dispatcher.drain(atMost);
        } finally {
            leaving = null;
        }
        return dispatchers.get(dispatcher);
    }
}
