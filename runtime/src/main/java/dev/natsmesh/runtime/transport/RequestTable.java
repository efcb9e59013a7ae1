package dev.natsmesh.runtime.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.protocol.FrameBuffer;

/**
 * The requests under way, and what becomes of them when a reply comes, a link goes down or comes back, or time is over. Each has a
 * slot and a number, which is the slot's and changes with each request in it, so that what comes late or twice finds nothing. What
 * happens to a request is decided under the table's lock, and told after it has been left.
 */
final class RequestTable implements ReplyReceiver {

    /** How precise deadlines are: one is noticed this much late at most. */
    private static final long TICK_NANOS = 10_000_000;
    private static final int SLOT_BITS = 20;
    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
    private static final long MAX_GENERATION = 1L << 40;
    private static final int FIRST_CAPACITY = 256;
    private static final int NO_RESPONDERS = 503;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final Logger LOG = Logger.getLogger(RequestTable.class);

    private final Supplier<Link> active;
    private final int limit;
    private final Thread clock = new Thread(this::tick, "nats-mesh-deadlines");

    private Entry[] entries = new Entry[FIRST_CAPACITY];
    /** Of the slots that have an entry, when it has failed at the latest. */
    private long[] deadlines = new long[FIRST_CAPACITY];
    /** The slots from {@link #used} on have never had an entry; of the others, these have none now. */
    private int[] free = new int[FIRST_CAPACITY];
    private int freeCount;
    private int used;
    private long generation;
    private volatile boolean idle = true;
    private volatile boolean closed;

    /** @param limit how many requests may be under way at the same time */
    RequestTable(Supplier<Link> active, int limit) {
        this.active = active;
        this.limit = Math.min(limit, 1 << SLOT_BITS);
        clock.setDaemon(true);
        clock.start();
    }

    /** Takes a request and sends it as soon as there is a link. */
    PendingRequest send(Request request, ReplyHandler handler) {
        Entry entry = new Entry(request, handler);
        if (request.deadline().hasPassed()) {
            entry.tell(entry.timedOut());
            return entry;
        }
        boolean taken = take(entry);
        if (!taken) {
            entry.tell(closed
                    ? shuttingDown(entry)
                    : new ServiceException(TOO_MANY, "%s: %d calls are under way already, which is the limit"
                            .formatted(request.what(), limit)));
            return entry;
        }
        if (idle) {
            idle = false;
            LockSupport.unpark(clock);
        }
        entry.send();
        return entry;
    }

    private synchronized boolean take(Entry entry) {
        if (closed || freeCount == 0 && used == limit) {
            return false;
        }
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot == entries.length) {
            int capacity = 2 * slot;
            entries = Arrays.copyOf(entries, capacity);
            deadlines = Arrays.copyOf(deadlines, capacity);
            free = Arrays.copyOf(free, capacity);
        }
        generation = (generation + 1) % MAX_GENERATION;
        entry.number = generation << SLOT_BITS | slot;
        entries[slot] = entry;
        deadlines[slot] = entry.request.deadline().nanoTime();
        return true;
    }

    /** Takes a request out of the table. @return it, {@code null} if it isn't there any more */
    private synchronized Entry remove(long number) {
        int slot = (int) (number & SLOT_MASK);
        Entry entry = number < 0 || slot >= used ? null : entries[slot];
        if (entry == null || entry.number != number) {
            return null;
        }
        entries[slot] = null;
        free[freeCount++] = slot;
        return entry;
    }

    private synchronized List<Entry> all(Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>();
        for (int slot = 0; slot < used; slot++) {
            if (entries[slot] != null && wanted.test(entries[slot])) {
                found.add(entries[slot]);
            }
        }
        return found;
    }

    @Override
    public void reply(long number, Headers headers, byte[] body) {
        Entry entry = remove(number);
        if (entry != null) {
            entry.tell(headers, body);
        }
    }

    @Override
    public void status(long number, int code, String text) {
        Entry entry = remove(number);
        if (entry != null) {
            entry.tell(code == NO_RESPONDERS
                    ? new NoRespondersException("%s: nobody serves %s".formatted(entry.request.what(), entry.request.subject()))
                    : new ConnectionLostException(
                            "%s: the NATS server answers %d %s".formatted(entry.request.what(), code, text),
                            true));
        }
    }

    /** The link is gone: what was sent over it and may be sent again waits for the next one, the rest fails. */
    void lost(Link link) {
        List<Entry> failed = all(entry -> {
            boolean sent = entry.link == link;
            if (sent && entry.request.resendable()) {
                entry.link = null;
            }
            return sent && !entry.request.resendable();
        });
        failed.forEach(entry -> entry.fail(new ConnectionLostException(
                "%s: the connection was lost before the reply; the call may have run".formatted(entry.request.what()), true)));
    }

    /** Sends what waits for a link. */
    void sendHeld() {
        all(entry -> entry.link == null).forEach(Entry::send);
    }

    /** The server has refused what was sent to the subject. */
    void forbidden(String subject) {
        all(entry -> entry.request.subject().toString().equals(subject)).forEach(entry -> entry.fail(
                new ServiceException(FORBIDDEN, "%s: the NATS server does not allow this application to publish to %s"
                        .formatted(entry.request.what(), subject))));
    }

    /** Whether a request that was sent over the link still waits for its reply. */
    boolean isWaitingOn(Link link) {
        return !all(entry -> entry.link == link).isEmpty();
    }

    void close() {
        closed = true;
        LockSupport.unpark(clock);
        all(entry -> true).forEach(entry -> entry.fail(shuttingDown(entry)));
    }

    private static ConnectionLostException shuttingDown(Entry entry) {
        return new ConnectionLostException("%s: this application is shutting down".formatted(entry.request.what()),
                entry.mayHaveRun);
    }

    /** Looks through the deadlines again and again; sleeps while there are none. */
    private void tick() {
        while (!closed) {
            if (expire()) {
                LockSupport.parkNanos(TICK_NANOS);
            } else {
                idle = true;
                // What came meanwhile has not woken this thread.
                if (!expire()) {
                    LockSupport.park(this);
                }
            }
        }
    }

    /** @return whether there are requests */
    private boolean expire() {
        long now = System.nanoTime();
        List<Entry> expired = null;
        boolean any;
        synchronized (this) {
            any = used > freeCount;
            for (int slot = 0; slot < used; slot++) {
                if (deadlines[slot] - now <= 0 && entries[slot] != null) {
                    expired = expired == null ? new ArrayList<>() : expired;
                    expired.add(entries[slot]);
                }
            }
        }
        if (expired != null) {
            expired.forEach(Entry::expire);
        }
        return any;
    }

    private final class Entry implements PendingRequest {

        private final Request request;
        private final ReplyHandler handler;
        private long number = -1;
        /** What it was sent over, {@code null} while it waits for a link. */
        private Link link;
        private boolean mayHaveRun;

        private Entry(Request request, ReplyHandler handler) {
            this.request = request;
            this.handler = handler;
        }

        /** Sends the request if it isn't sent yet and there is a link that is up; else it goes on waiting. */
        void send() {
            Link next = active.get();
            while (begin(next)) {
                try {
                    SizeLimit.check(next.sizeLimit(), request.body().length
                            + (long) FrameBuffer.sizeOf(request.headers(), request.timeoutMillis()), request::what);
                    next.path().request(request, number);
                    return;
                } catch (MessageTooLargeException e) {
                    fail(e);
                } catch (IllegalArgumentException e) {
                    fail(new ConnectionLostException("%s: can't be sent: %s".formatted(request.what(), e.getMessage()), false));
                } catch (IllegalStateException e) {
                    // Closed this moment, which it will tell.
                    undo(next);
                    Link other = active.get();
                    if (other == next) {
                        return;
                    }
                    next = other;
                }
            }
        }

        /** Who takes a link down looks for what was sent over it afterwards, under the same lock. */
        private boolean begin(Link next) {
            synchronized (RequestTable.this) {
                if (link != null || !isThere() || !next.isUp()) {
                    return false;
                }
                link = next;
                mayHaveRun = true;
                return true;
            }
        }

        private void undo(Link failed) {
            synchronized (RequestTable.this) {
                if (link == failed) {
                    link = null;
                }
            }
        }

        private boolean isThere() {
            return entries[(int) (number & SLOT_MASK)] == this;
        }

        private void expire() {
            fail(link == null && !active.get().isUp()
                    ? new ConnectionLostException(
                            "%s: no connection to a NATS server before the deadline".formatted(request.what()), mayHaveRun)
                    : timedOut());
        }

        private CallTimeoutException timedOut() {
            return new CallTimeoutException("%s: no reply before the deadline".formatted(request.what()));
        }

        @Override
        public void cancel() {
            remove(number);
        }

        private void fail(RuntimeException failure) {
            if (remove(number) != null) {
                tell(failure);
            }
        }

        private void tell(RuntimeException failure) {
            try {
                handler.failed(failure);
            } catch (RuntimeException e) {
                handlerFailed(e);
            }
        }

        private void tell(Headers headers, byte[] body) {
            try {
                handler.reply(headers, body);
            } catch (RuntimeException e) {
                handlerFailed(e);
            }
        }

        /** One handler that throws must not keep others from being told. */
        private void handlerFailed(RuntimeException e) {
            LOG.errorf(e, "%s: what takes the end of the request failed", request.what());
        }
    }
}
