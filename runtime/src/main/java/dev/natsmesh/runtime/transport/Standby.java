package dev.natsmesh.runtime.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * A link to another server than the active one's, open and idle, so that there is one to go on with when that is lost. While no other
 * server takes it, it is tried again at times; while no other is known, nothing is done until one is.
 */
final class Standby {

    private static final Logger LOG = Logger.getLogger(Standby.class);

    /** In times of the longest pause of a connection that is needed. */
    private static final int LONGEST_PAUSE = 12;

    private final ConnectionSettings settings;
    private final BackOff pause;
    private final Supplier<Link> active;
    private final Supplier<Link> newLink;
    private final Consumer<Link> discard;
    private final Consumer<Link> found;
    private final Executor keeper;
    /** {@code null} if there is none. */
    private Link link;
    private boolean seeking;
    /** Whether there is reason to look again once the search that runs has ended. */
    private boolean seekAgain;
    /** Searches in vain, in a row. */
    private long failures;
    /** Whether another search will begin by itself. */
    private boolean later;
    private boolean ended;

    /**
     * @param newLink makes one that is not open
     * @param discard closes one, which blocks
     * @param found is told of each standby once it is there
     * @param keeper runs what blocks
     */
    Standby(ConnectionSettings settings, Supplier<Link> active, Supplier<Link> newLink, Consumer<Link> discard,
            Consumer<Link> found, Executor keeper) {
        this.settings = settings;
        this.pause = new BackOff(settings.maxReconnectDelay(), settings.maxReconnectDelay().multipliedBy(LONGEST_PAUSE));
        this.active = active;
        this.newLink = newLink;
        this.discard = discard;
        this.found = found;
        this.keeper = keeper;
        this.ended = !settings.standby();
    }

    /** Hands it over to be used. @return {@code null} if there is none that can be used at once */
    synchronized Link take() {
        if (link == null || !link.isUp()) {
            return null;
        }
        Link taken = link;
        link = null;
        return taken;
    }

    /** Gives the link up, if it is this one, and seeks another. Returns at once. @return whether it was */
    boolean drop(Link lost) {
        synchronized (this) {
            if (link != lost) {
                return false;
            }
            link = null;
        }
        keep(() -> discard.accept(lost));
        seek();
        return true;
    }

    /** Sees to it that there is one, on another server than the active link's. Returns at once. */
    void seek() {
        Link present;
        synchronized (this) {
            if (ended || seeking) {
                seekAgain = true;
                return;
            }
            present = link;
            seeking = present == null;
            seekAgain = false;
        }
        if (present == null) {
            keep(this::open);
        } else if (!present.isUp() || present.isLameDuck() || present.isWhere(active.get())) {
            drop(present);
        }
    }

    /** From now on there is none. */
    synchronized void end() {
        ended = true;
        link = null;
    }

    private void open() {
        Link next = null;
        try {
            next = elsewhere();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Can't open a standby connection");
        }
        boolean wanted;
        boolean again;
        synchronized (this) {
            seeking = false;
            wanted = !ended;
            again = seekAgain;
            if (wanted) {
                link = next;
            }
            failures = next == null ? failures : 0;
        }
        if (next != null && wanted) {
            LOG.debugf("Standing by at %s", next);
            found.accept(next);
        } else if (next != null) {
            discard.accept(next);
        } else if (again) {
            seek();
        }
    }

    private Link elsewhere() throws InterruptedException {
        Link from = active.get();
        if (!from.isUp()) {
            // Once it is, it is tried again.
            return null;
        }
        ConnectionSettings all = settings.withServers(union(settings.servers(), from.servers()));
        Set<String> avoided = new HashSet<>();
        avoided.add(ServerUrl.hostAndPort(from.toString()));
        while (all.servers().stream().anyMatch(server -> !avoided.contains(ServerUrl.hostAndPort(server)))) {
            Link next = newLink.get();
            if (!next.openElsewhere(all, avoided)) {
                discard.accept(next);
                seekLater();
                return null;
            }
            if (!next.isWhere(from)) {
                return next;
            }
            // The same server by another name.
            avoided.add(ServerUrl.hostAndPort(next.toString()));
            discard.accept(next);
        }
        return null;
    }

    private void seekLater() {
        long millis;
        synchronized (this) {
            if (later) {
                return;
            }
            later = true;
            millis = pause.getWaitTime(++failures).toMillis();
        }
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, keeper).execute(() -> {
            synchronized (this) {
                later = false;
            }
            seek();
        });
    }

    private void keep(Runnable task) {
        try {
            keeper.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("Closed meanwhile");
        }
    }

    static List<String> union(List<String> first, List<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return new ArrayList<>(all);
    }
}
