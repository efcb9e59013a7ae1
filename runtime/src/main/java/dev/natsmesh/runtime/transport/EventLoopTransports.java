package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/**
 * A connection for each event loop that calls, so that neither a request nor its reply changes threads. The first one serves, and
 * takes the calls of other threads and of event loops whose own connection isn't there. The others are opened by the first call
 * that has a use for them.
 */
public final class EventLoopTransports implements Transport {

    private final Function<ContextInternal, NatsTransport> opening;
    private final int limit;
    private final NatsTransport first;
    private final Map<EventLoop, NatsTransport> byLoop = new ConcurrentHashMap<>();
    private boolean closed;

    /**
     * Begins to connect.
     *
     * @param retireTimeout how long a link whose server is leaving is kept for what still runs over it
     * @param limit how many connections there may be
     */
    public EventLoopTransports(Vertx vertx, ConnectionSettings settings, Duration retireTimeout, int limit) {
        this.opening = loop -> NatsTransport.onEventLoop(loop, settings, retireTimeout);
        this.limit = limit;
        ContextInternal loop = ((VertxInternal) vertx).createEventLoopContext();
        this.first = opening.apply(loop);
        byLoop.put(loop.nettyEventLoop(), first);
    }

    @Override
    public PendingRequest request(Request request, ReplyHandler handler) {
        return nearest().request(request, handler);
    }

    private NatsTransport nearest() {
        ContextInternal context = ContextInternal.current();
        if (context == null || !context.inThread() || !context.isEventLoopContext()) {
            return first;
        }
        NatsTransport own = byLoop.get(context.nettyEventLoop());
        if (own == null) {
            if (byLoop.size() >= limit) {
                return first;
            }
            own = open(context);
        }
        return own.state() == TransportState.CONNECTED ? own : first;
    }

    private synchronized NatsTransport open(ContextInternal context) {
        if (closed || byLoop.size() >= limit) {
            return first;
        }
        return byLoop.computeIfAbsent(context.nettyEventLoop(), loop -> opening.apply(
                context.owner().createEventLoopContext(loop, context.workerPool(), context.classLoader())));
    }

    @Override
    public void publish(String what, Subject subject, Headers headers, byte[] body, Completion written) {
        nearest().publish(what, subject, headers, body, written);
    }

    @Override
    public ServedSubject serve(String subject, String queueGroup, MessageHandler handler) {
        return first.serve(subject, queueGroup, handler);
    }

    @Override
    public ServedSubject serveAlone(String subject, String queueGroup, MessageHandler handler) {
        return first.serveAlone(subject, queueGroup, handler);
    }

    @Override
    public ServedSubject listen(String subject, MessageHandler handler) {
        return first.listen(subject, handler);
    }

    @Override
    public void watch(String bucket, BucketListener listener) {
        first.watch(bucket, listener);
    }

    @Override
    public TransportState state() {
        return first.state();
    }

    @Override
    public String server() {
        return first.server();
    }

    @Override
    public Backlog backlog() {
        return byLoop.values().stream().map(NatsTransport::backlog).reduce(Backlog.NONE, Backlog::and);
    }

    @Override
    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        return first.awaitConnected(atMost);
    }

    @Override
    public int drain(Duration timeout) {
        return first.drain(timeout);
    }

    @Override
    public synchronized void close() {
        closed = true;
        byLoop.values().forEach(NatsTransport::close);
    }
}
