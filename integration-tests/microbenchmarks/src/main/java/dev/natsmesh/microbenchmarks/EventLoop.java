package dev.natsmesh.microbenchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.runtime.call.EventLoops;
import dev.natsmesh.runtime.stream.StreamSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** The only event loop there is. JMH makes it by the name of its class, and measures on it: that is where calls run. */
public final class EventLoop extends AbstractExecutorService {

    /** A measurement keeps the event loop to itself for much longer than a call may. */
    private static final long UNCHECKED_DAYS = 365;

    static final VertxInternal VERTX = (VertxInternal) Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)
            .setUseDaemonThread(true)
            .setBlockedThreadCheckInterval(UNCHECKED_DAYS).setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS));
    static final ContextInternal CONTEXT = VERTX.createEventLoopContext();
    static final StreamSettings STREAMS = new StreamSettings(new EventLoops(VERTX), Duration.ofSeconds(5));

    private volatile boolean shutDown;

    /** What JMH passes has no meaning here. */
    public EventLoop(int threads, String prefix) {
        if (threads != 1) {
            throw new IllegalArgumentException("There is one event loop, not %d: measure with -t 1".formatted(threads));
        }
    }

    @Override
    public void execute(Runnable command) {
        CONTEXT.nettyEventLoop().execute(command);
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }
}
