package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.protocol.FrameBuffer;
import dev.natsmesh.runtime.transport.Subscriptions.Kind;
import io.vertx.core.impl.ContextInternal;

/**
 * The transport over jnats' connections. At any time one {@link Link} is used, and a {@link Standby} is there beside it. When the first
 * is lost, or its server goes into lame duck mode, everything moves over to the other, and the first is left once what runs over it
 * has ended.
 */
public final class NatsTransport implements Transport, LinkEvents {

    private static final Logger LOG = Logger.getLogger(NatsTransport.class);
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(2);
    /** How often a link that is being left is looked at. */
    private static final Duration RETIRE_CHECK = Duration.ofMillis(20);

    private static final String NO_SERVER = "no server";
    private volatile Link active;
    private final ConnectionSettings settings;
    private final Duration retireTimeout;
    private final DataPathFactory paths;
    private final RequestTable requests;
    private final Standby standby;
    private final BackOff backOff;
    private final Subscriptions subscriptions = new Subscriptions(() -> active);
    private final List<WatchedBucket> buckets = new CopyOnWriteArrayList<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();
    /** Opens and leaves links; those block. */
    private final ExecutorService linkKeeper = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "nats-mesh-links");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean draining;
    private volatile boolean closed;

    private NatsTransport(ConnectionSettings settings, Duration retireTimeout, DataPathFactory paths) {
        this.settings = settings;
        this.retireTimeout = retireTimeout;
        this.paths = paths;
        this.requests = new RequestTable(() -> active, settings.limits());
        this.standby = new Standby(settings, () -> active, this::newLink, this::discard, this::standbyIsThere, linkKeeper);
        this.backOff = new BackOff(settings.reconnectDelay(), settings.maxReconnectDelay());
        this.active = newLink();
        Link first = active;
        linkKeeper.execute(() -> connect(first));
    }

    /**
     * Messages are read, handled and written on an event loop of Vert.x. It begins to connect at once.
     *
     * @param loop on whose event loop
     * @param retireTimeout how long a link whose server is leaving is kept for what still runs over it
     */
    static NatsTransport onEventLoop(ContextInternal loop, ConnectionSettings settings, Duration retireTimeout) {
        return new NatsTransport(settings, retireTimeout,
                (threads, inFlight, replies, lost) -> new EventLoopDataPath(loop, inFlight, replies, lost));
    }

    /** Messages come and go by jnats' own threads. It begins to connect at once. */
    public static Transport onThreads(ConnectionSettings settings, Duration retireTimeout) {
        return new NatsTransport(settings, retireTimeout, ThreadedDataPath::new);
    }

    private Link newLink() {
        Link link = new Link(this, requests, paths);
        links.add(link);
        return link;
    }

    private void discard(Link link) {
        links.remove(link);
        subscriptions.forget(link);
        link.close();
    }

    private void connect(Link link) {
        try {
            link.open(settings);
            up(link);
        } catch (ConnectionRefusedException e) {
            firstConnection.completeExceptionally(e);
            closed(link, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            firstConnection.completeExceptionally(e);
            discard(link);
            LOG.errorf(e, "Can't connect to NATS");
        }
    }

    @Override
    public PendingRequest request(Request request, ReplyHandler handler) {
        return requests.send(request, handler);
    }

    @Override
    public void publish(String what, Subject subject, Headers headers, byte[] body, Completion written) {
        Link link = active;
        if (!link.isUp()) {
            written.failure(notSent(what));
            return;
        }
        try {
            SizeLimit.check(link.sizeLimit(), body.length + (long) FrameBuffer.sizeOf(headers), () -> what);
            link.path().publish(what, subject, headers, body, written);
        } catch (MessageTooLargeException e) {
            written.failure(e);
        } catch (IllegalStateException e) {
            written.failure(notSent(what));
        } catch (IllegalArgumentException e) {
            written.failure(new ConnectionLostException("%s: can't be sent: %s".formatted(what, e.getMessage()), false));
        }
    }

    static ConnectionLostException notSent(String what) {
        return new ConnectionLostException("%s: not sent, because there is no connection to a NATS server".formatted(what),
                false);
    }

    @Override
    public ServedSubject serve(String subject, String queueGroup, MessageHandler handler) {
        return subscriptions.add(subject, queueGroup, Kind.SHARED, handler);
    }

    @Override
    public ServedSubject serveAlone(String subject, String queueGroup, MessageHandler handler) {
        return subscriptions.add(subject, queueGroup, Kind.ALONE, handler);
    }

    @Override
    public ServedSubject listen(String subject, MessageHandler handler) {
        return subscriptions.add(subject, null, Kind.LASTING, handler);
    }

    @Override
    public void watch(String bucket, BucketListener listener) {
        WatchedBucket watched = new WatchedBucket(bucket, listener, () -> active, linkKeeper);
        buckets.add(watched);
        watched.begin();
    }

    @Override
    public TransportState state() {
        if (closed) {
            return TransportState.CLOSED;
        }
        if (draining) {
            return TransportState.DRAINING;
        }
        return active.isUp() ? TransportState.CONNECTED : TransportState.DISCONNECTED;
    }

    @Override
    public String server() {
        Link link = active;
        return link.isUp() ? link.toString() : NO_SERVER;
    }

    @Override
    public Backlog backlog() {
        Link link = active;
        return link.isUp() ? link.path().backlog() : Backlog.NONE;
    }

    @Override
    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        try {
            firstConnection.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            String refusal = active.refusal();
            if (refusal != null) {
                throw new ConnectionRefusedException("The NATS servers %s refuse the connection: %s"
                        .formatted(settings.publicServers(), refusal));
            }
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public int drain(Duration timeout) {
        draining = true;
        subscriptions.end();
        Deadline deadline = Deadline.in(timeout);
        int unfinished = 0;
        try {
            for (Link link : links) {
                boolean mayOweReplies = link.isUp() || link.inFlight().count() > 0;
                if (!link.drain(deadline, FLUSH_TIMEOUT)) {
                    unfinished += link.inFlight().count();
                }
                if (mayOweReplies && !link.flush(FLUSH_TIMEOUT)) {
                    LOG.warnf("The NATS server did not confirm the last replies within %s", FLUSH_TIMEOUT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return unfinished;
    }

    @Override
    public void close() {
        closed = true;
        standby.end();
        buckets.forEach(WatchedBucket::end);
        subscriptions.end();
        requests.close();
        links.forEach(this::discard);
        linkKeeper.shutdownNow();
    }

    @Override
    public void up(Link link) {
        if (closed) {
            discard(link);
        } else if (link == active) {
            subscriptions.renewOn(link);
            LOG.infof("Connected to NATS at %s", link);
            requests.sendHeld();
            buckets.forEach(WatchedBucket::renew);
            firstConnection.complete(null);
            standby.seek();
        }
    }

    @Override
    public void down(Link link) {
        if (standby.drop(link)) {
            return;
        }
        String why = link.whyLost();
        Link next = replace(link);
        requests.lost(link);
        if (next != null) {
            LOG.warnf("The connection to NATS is lost%s; going on at %s", why, next);
            buckets.forEach(WatchedBucket::renew);
            keep(() -> retire(link));
            standby.seek();
        } else if (link == active && !closed) {
            LOG.warnf("The connection to NATS is lost%s; reconnecting", why);
        }
        // What was sent over a link that is being left goes over the active one.
        requests.sendHeld();
    }

    /** Lets the standby take the place of a link that is lost. @return it, {@code null} if there is none, or no need of it */
    private synchronized Link replace(Link lost) {
        Link next = lost == active && !closed ? standby.take() : null;
        if (next != null) {
            active = next;
            subscriptions.move(lost, next);
        }
        return next;
    }

    private void standbyIsThere(Link link) {
        Link lost = active;
        if (lost.isUp()) {
            // Either of them may have come to the same server, or to one that leaves, meanwhile.
            standby.seek();
        } else {
            down(lost);
        }
    }

    @Override
    public void lameDuck(Link link) {
        if (!standby.drop(link) && link == active && !draining && !closed) {
            LOG.infof("The NATS server at %s is leaving; moving to another", link);
            keep(() -> moveFrom(link));
        }
    }

    @Override
    public void discovered(Link link) {
        if (link == active) {
            standby.seek();
        }
    }

    @Override
    public boolean forbidden(String subject) {
        requests.forbidden(subject);
        // Each is told, so that none is looked for in vain.
        return buckets.stream().filter(bucket -> bucket.forbidden(subject)).count() > 0;
    }

    @Override
    public void closed(Link link, String reason) {
        if (standby.drop(link)) {
            return;
        }
        discard(link);
        requests.lost(link);
        if (link == active && !closed) {
            LOG.errorf("NATS refuses the connection, trying again in %s: %s", settings.maxReconnectDelay(), reason);
            keep(() -> {
                if (pause(settings.maxReconnectDelay())) {
                    active = newLink();
                    connect(active);
                }
            });
        }
    }

    /** Goes to another server while this one still works, so that nothing notices the change; tries until it is gone. */
    private void moveFrom(Link leaving) {
        try {
            for (long round = 1; mustBeLeft(leaving); round++) {
                Link next = standby.take();
                if (next == null) {
                    next = openedElsewhere(leaving);
                }
                if (next != null && moved(leaving, next)) {
                    standby.seek();
                    retire(leaving);
                    return;
                }
                if (round == 1 && mustBeLeft(leaving)) {
                    LOG.warnf("Can't move away from %s: no other server takes a connection", leaving);
                }
                if (!pause(backOff.getWaitTime(round))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that has gone down comes back elsewhere by itself, unless there is a better one before. */
    private boolean mustBeLeft(Link link) {
        return link == active && !closed && (link.isLameDuck() || !link.isUp());
    }

    private Link openedElsewhere(Link leaving) throws InterruptedException {
        Link next = newLink();
        if (next.openElsewhere(settings.withServers(Standby.union(settings.servers(), leaving.servers())), Set.of())
                && !next.isWhere(leaving)) {
            return next;
        }
        discard(next);
        return null;
    }

    private boolean moved(Link leaving, Link next) throws InterruptedException {
        subscriptions.renewOn(next);
        if (!next.flush(FLUSH_TIMEOUT) || !replaced(leaving, next)) {
            discard(next);
            return false;
        }
        LOG.infof("Moved from %s to %s", leaving, next);
        buckets.forEach(WatchedBucket::renew);
        requests.sendHeld();
        return true;
    }

    private synchronized boolean replaced(Link leaving, Link next) {
        if (!mustBeLeft(leaving)) {
            return false;
        }
        active = next;
        // What came to be served meanwhile.
        subscriptions.renewOn(next);
        return true;
    }

    /**
     * Lets what runs over the link end, then closes it. One that is lost comes back for the replies that wait for it, if there are
     * some.
     */
    private void retire(Link link) {
        try {
            Deadline deadline = Deadline.in(retireTimeout);
            active.flush(FLUSH_TIMEOUT);
            link.drain(deadline, FLUSH_TIMEOUT);
            while (link.isUp() && requests.isWaitingOn(link) && !deadline.hasPassed()) {
                TimeUnit.NANOSECONDS.sleep(RETIRE_CHECK.toNanos());
            }
            while (!link.isUp() && link.path().holdsReplies() && !deadline.hasPassed()) {
                TimeUnit.NANOSECONDS.sleep(RETIRE_CHECK.toNanos());
            }
            if (link.isUp()) {
                link.flush(FLUSH_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.takeDown();
        requests.lost(link);
        discard(link);
        requests.sendHeld();
    }

    private void keep(Runnable task) {
        try {
            linkKeeper.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("Closed meanwhile");
        }
    }

    private boolean pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
