package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;

/**
 * The transport over jnats and its own threads. At any time one {@link Link} is used; when its server goes into lame duck mode a
 * second one is opened, everything moves over, and the first is left once what runs over it has ended.
 */
public final class JnatsTransport implements Transport, LinkEvents {

    private static final Logger LOG = Logger.getLogger(JnatsTransport.class);
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(2);
    /** How often a link that is being left is looked at. */
    private static final Duration RETIRE_CHECK = Duration.ofMillis(20);

    private final ConnectionSettings settings;
    private final Duration retireTimeout;
    private final RequestTable requests = new RequestTable();
    private final Set<Served> served = new LinkedHashSet<>();
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();
    /** Opens and leaves links; those block. */
    private final ExecutorService linkKeeper = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "nats-mesh-links");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Link active;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * Begins to connect.
     *
     * @param retireTimeout how long a link whose server is leaving is kept for what still runs over it
     */
    public JnatsTransport(ConnectionSettings settings, Duration retireTimeout) {
        this.settings = settings;
        this.retireTimeout = retireTimeout;
        this.active = new Link(this, requests::reply);
        linkKeeper.execute(() -> connect(active));
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
            LOG.errorf(e, "Can't connect to NATS");
        }
    }

    @Override
    public PendingRequest request(Request request, ReplyHandler handler) {
        RequestTable.Entry entry = requests.add(request, handler);
        entry.send(active);
        return entry;
    }

    @Override
    public void publish(String subject, Headers headers, byte[] body) {
        Link link = active;
        if (link.isUp()) {
            link.publish(subject, null, JnatsHeaders.of(headers), body);
        }
    }

    @Override
    public ServedSubject serve(String subject, String queueGroup, MessageHandler handler) {
        Served subscription = new Served(subject, queueGroup, handler);
        synchronized (served) {
            served.add(subscription);
            if (active.isUp()) {
                subscription.on(active);
            }
        }
        return subscription;
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
        return active.toString();
    }

    @Override
    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        try {
            firstConnection.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void drain(Duration timeout) {
        draining = true;
        Link link = active;
        try {
            if (!link.drain(Deadline.in(timeout))) {
                LOG.warnf("Abandoned after %s: %d messages that are not finished", timeout, link.inFlight().count());
            }
            if (link.isUp() && !link.flush(FLUSH_TIMEOUT)) {
                LOG.warnf("The NATS server did not confirm the last replies within %s", FLUSH_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        requests.close();
        linkKeeper.shutdownNow();
        active.close();
    }

    @Override
    public void up(Link link) {
        synchronized (served) {
            if (link != active || closed) {
                return;
            }
            served.forEach(subscription -> subscription.on(link));
        }
        LOG.infof("Connected to NATS at %s", link);
        requests.sendHeld(link);
        firstConnection.complete(null);
    }

    @Override
    public void down(Link link) {
        requests.lost(link);
        if (link == active && !closed) {
            LOG.warn("The connection to NATS is lost; reconnecting");
        } else {
            // A link that is being left: what was sent over it goes over the active one.
            requests.sendHeld(active);
        }
    }

    @Override
    public void lameDuck(Link link) {
        if (link == active && !draining) {
            LOG.infof("The NATS server at %s is leaving; moving to another", link);
            linkKeeper.execute(() -> moveFrom(link));
        }
    }

    @Override
    public void closed(Link link, String reason) {
        requests.lost(link);
        if (link == active && !closed) {
            LOG.errorf("NATS refuses the connection, trying again in %s: %s", settings.maxReconnectDelay(), reason);
            linkKeeper.execute(() -> {
                if (pause(settings.maxReconnectDelay())) {
                    Link next = new Link(this, requests::reply);
                    synchronized (served) {
                        active = next;
                    }
                    connect(next);
                }
            });
        }
    }

    /** Opens a link to another server while this one still works, so that nothing notices the change. */
    private void moveFrom(Link leaving) {
        Link next = new Link(this, requests::reply);
        try {
            next.open(settings.withServers(union(settings.servers(), leaving.servers())));
            synchronized (served) {
                served.forEach(subscription -> subscription.on(next));
                if (next.flush(FLUSH_TIMEOUT)) {
                    active = next;
                }
            }
            if (active == next) {
                LOG.infof("Moved from %s to %s", leaving, next);
                requests.sendHeld(next);
                retire(leaving);
            } else {
                next.close();
            }
        } catch (ConnectionRefusedException e) {
            LOG.warnf("Can't move away from %s: %s", leaving, e.getMessage());
            next.close();
        } catch (InterruptedException e) {
            next.close();
            Thread.currentThread().interrupt();
        }
    }

    /** Lets what runs over the link end, then closes it. */
    private void retire(Link link) throws InterruptedException {
        Deadline deadline = Deadline.in(retireTimeout);
        link.drain(deadline);
        while (link.isUp() && requests.isWaitingOn(link) && !deadline.hasPassed()) {
            TimeUnit.NANOSECONDS.sleep(RETIRE_CHECK.toNanos());
        }
        link.flush(FLUSH_TIMEOUT);
        requests.lost(link);
        link.close();
        requests.sendHeld(active);
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

    private static List<String> union(List<String> first, List<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return new ArrayList<>(all);
    }

    /** A subject that is served on whatever link is active. */
    private final class Served implements ServedSubject {

        private final String subject;
        private final String queueGroup;
        private final MessageHandler handler;
        private Link link;
        private Runnable unsubscribe = () -> {
        };

        Served(String subject, String queueGroup, MessageHandler handler) {
            this.subject = subject;
            this.queueGroup = queueGroup;
            this.handler = handler;
        }

        /** Subscribes, unless it has already been done there: a link renews its subscriptions itself. */
        void on(Link next) {
            if (link != next) {
                unsubscribe = next.subscribe(subject, queueGroup, handler);
                link = next;
            }
        }

        @Override
        public void withdraw() {
            synchronized (served) {
                served.remove(this);
                unsubscribe.run();
            }
        }
    }
}
