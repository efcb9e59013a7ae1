package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueStatus;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.NatsKeyValueWatchSubscription;

/**
 * A key-value bucket that is watched for as long as the transport lives: on each link that comes to be used, and again whenever it
 * has changed without the watch telling so. As long as there is no JetStream or no such bucket, it is looked for at times. What is
 * known stays known when the bucket can't be reached, or is no more.
 */
final class WatchedBucket {

    private static final Logger LOG = Logger.getLogger(WatchedBucket.class);
    /** How often it is seen whether the bucket is there and the watch has told all of it. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final String name;
    private final BucketListener listener;
    private final Supplier<Link> active;
    /** Runs what blocks. */
    private final Executor keeper;
    private final Set<String> keys = new HashSet<>();
    private Link link;
    private NatsKeyValueWatchSubscription subscription;
    private ZonedDateTime created;
    /** The latest revision that was told. */
    private volatile long told;
    /** The bucket's latest revision when it was looked at last. */
    private long latest;
    /** Of the watch that counts; an earlier one may still have something to tell. */
    private volatile Watcher watcher;
    private boolean looking;
    private boolean lookAgain;
    private boolean renew;
    private volatile boolean forbidden;
    private volatile boolean ended;

    WatchedBucket(String name, BucketListener listener, Supplier<Link> active, Executor keeper) {
        this.name = name;
        this.listener = listener;
        this.active = active;
        this.keeper = keeper;
    }

    /** Begins to look at times. */
    void begin() {
        seek();
        later();
    }

    /** A link has come to be used, or is connected again: it is watched there from now on. Returns at once. */
    void renew() {
        synchronized (this) {
            renew = true;
        }
        forbidden = false;
        seek();
    }

    /** No link is watched from now on. */
    void end() {
        ended = true;
    }

    /** @return whether this is about the bucket, which then isn't looked for until there is another connection */
    boolean forbidden(String subject) {
        boolean own = subject.startsWith("$JS.API.") && subject.contains("KV_" + name);
        forbidden |= own;
        return own;
    }

    private void later() {
        if (!ended) {
            CompletableFuture.delayedExecutor(LOOK.toMillis(), TimeUnit.MILLISECONDS, this::keep).execute(() -> {
                seek();
                later();
            });
        }
    }

    private void seek() {
        synchronized (this) {
            if (looking) {
                lookAgain = true;
                return;
            }
            looking = true;
        }
        keep(this::look);
    }

    private void look() {
        boolean again = true;
        while (again) {
            try {
                lookOnce();
            } catch (IOException | JetStreamApiException | IllegalStateException | IllegalArgumentException e) {
                LOG.debugf("The bucket %s can't be watched now: %s", name, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended = true;
            } catch (RuntimeException e) {
                LOG.errorf(e, "The bucket %s can't be watched now", name);
            }
            synchronized (this) {
                again = lookAgain && !ended;
                lookAgain = false;
                looking = again;
            }
        }
    }

    private void lookOnce() throws IOException, JetStreamApiException, InterruptedException {
        Link now = active.get();
        if (ended || forbidden || !now.isUp()) {
            return;
        }
        boolean anew;
        synchronized (this) {
            anew = renew || now != link;
            renew = false;
        }
        try {
            Connection connection = now.jnats();
            KeyValueStatus status = connection.keyValueManagement().getStatus(name);
            StreamInfo stream = status.getBackingStreamInfo();
            long last = stream.getStreamState().getLastSequence();
            // A change that was there at the last look already is late.
            boolean silent = latest > told;
            latest = last;
            if (anew || silent || !stream.getCreateTime().equals(created)) {
                watch(now, connection);
                created = stream.getCreateTime();
                link = now;
                told = Math.max(told, last);
            }
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            synchronized (this) {
                renew |= anew;
            }
            throw e;
        }
    }

    private void watch(Link on, Connection connection) throws IOException, JetStreamApiException, InterruptedException {
        leave();
        told = 0;
        watcher = new Watcher();
        LOG.debugf("Watching the bucket %s at %s", name, on);
        subscription = connection.keyValue(name).watchAll(watcher);
    }

    private void leave() {
        NatsKeyValueWatchSubscription old = subscription;
        subscription = null;
        if (old != null) {
            try {
                old.unsubscribe();
            } catch (RuntimeException e) {
                LOG.debugf("Its connection is closed: %s", e.getMessage());
            }
        }
    }

    private void keep(Runnable task) {
        if (!ended) {
            try {
                keeper.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.debugf("Closed meanwhile");
            }
        }
    }

    /** Of one watch: a later one takes its place. */
    private final class Watcher implements KeyValueWatcher {

        private final Set<String> found = new HashSet<>();
        private boolean complete;

        @Override
        public void watch(KeyValueEntry entry) {
            synchronized (keys) {
                if (this != watcher) {
                    return;
                }
                told = Math.max(told, entry.getRevision());
                if (entry.getOperation() == KeyValueOperation.PUT) {
                    keys.add(entry.getKey());
                    found.add(entry.getKey());
                    listener.stored(entry.getKey(), entry.getRevision(),
                            entry.getValue() == null ? new byte[0] : entry.getValue());
                } else if (keys.remove(entry.getKey())) {
                    listener.deleted(entry.getKey());
                }
            }
        }

        /** What was known and isn't there any more has been deleted while nobody watched. */
        @Override
        public void endOfData() {
            synchronized (keys) {
                if (!complete && this == watcher) {
                    complete = true;
                    Set<String> gone = new HashSet<>(keys);
                    gone.removeAll(found);
                    keys.removeAll(gone);
                    gone.forEach(listener::deleted);
                }
            }
        }
    }
}
