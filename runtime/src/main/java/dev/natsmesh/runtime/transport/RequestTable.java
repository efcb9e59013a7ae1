package dev.natsmesh.runtime.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.protocol.FrameBuffer;

/**
 * The requests under way, and what becomes of them when a reply comes, a link goes down or comes back, or time is over. What happens
 * to a request is decided under the table's lock, and told after it has been left.
 */
final class RequestTable implements ReplyReceiver {

    /** How precise deadlines are: one is noticed this much late at most. */
    private static final long TICK_NANOS = 10_000_000;
    private static final int NO_RESPONDERS = 503;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final Logger LOG = Logger.getLogger(RequestTable.class);

    private final Supplier<Link> active;
    private final RequestLimits limits;
    private final Slots<Entry> pending;
    /** In the order they came. */
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Thread clock = new Thread(this::tick, "nats-mesh-deadlines");
    private volatile boolean idle = true;
    private volatile boolean closed;

    RequestTable(Supplier<Link> active, RequestLimits limits) {
        this.active = active;
        this.limits = limits;
        this.pending = new Slots<>(limits.pending());
        clock.setDaemon(true);
        clock.start();
    }

    /** Takes a request and sends it as soon as there is a link. */
    PendingRequest send(Request request, ReplyHandler handler) {
        Entry entry = new Entry(request, handler);
        if (request.deadline().hasPassed()) {
            entry.tell(entry.timedOut());
        } else if (!take(entry)) {
            entry.tell(closed
                    ? shuttingDown(entry)
                    : new CallRefusedException(TOO_MANY,
                            "%s: refused, because %d calls are under way and %d wait, which are the limits"
                                    .formatted(request.what(), limits.pending(), limits.waiting())));
        } else {
            if (idle) {
                idle = false;
                LockSupport.unpark(clock);
            }
            entry.send();
        }
        return entry;
    }

    private synchronized boolean take(Entry entry) {
        if (closed) {
            return false;
        }
        entry.number = pending.add(entry, entry.request.deadline().nanoTime());
        return entry.number != Slots.NONE || waiting.size() < limits.waiting() && waiting.add(entry);
    }

    /** Takes a request out of the table, so that its end can be told. @return it, {@code null} if it isn't there any more */
    private Entry remove(long number) {
        Entry removed;
        Entry next;
        synchronized (this) {
            removed = pending.remove(number);
            next = removed == null ? null : waiting.poll();
            if (next != null) {
                next.number = pending.add(next, next.request.deadline().nanoTime());
            }
        }
        if (next != null) {
            next.send();
        }
        return removed;
    }

    /** The request to which that reply belongs; it is under way no more, unless it may have others. */
    private Entry replied(long number) {
        synchronized (this) {
            Entry entry = pending.get(number);
            if (entry == null || entry.request.traits().manyReplies()) {
                return entry;
            }
        }
        return remove(number);
    }

    private boolean remove(Entry entry) {
        synchronized (this) {
            if (entry.number == Slots.NONE) {
                return waiting.remove(entry);
            }
        }
        return remove(entry.number) != null;
    }

    private synchronized List<Entry> all(Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>();
        Consumer<Entry> collect = entry -> {
            if (wanted.test(entry)) {
                found.add(entry);
            }
        };
        pending.forEach(collect);
        waiting.forEach(collect);
        return found;
    }

    @Override
    public void reply(long number, Headers headers, byte[] body) {
        Entry entry = replied(number);
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
                new CallRefusedException(FORBIDDEN, "%s: the NATS server does not allow this application to publish to %s"
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
        List<Entry> due = new ArrayList<>();
        boolean any;
        synchronized (this) {
            any = pending.size() > 0;
            pending.forEachDue(now, due::add);
            for (Entry entry : waiting) {
                if (entry.request.deadline().nanoTime() - now <= 0) {
                    due.add(entry);
                }
            }
        }
        due.forEach(Entry::expire);
        return any;
    }

    private final class Entry implements PendingRequest {

        private final Request request;
        private final ReplyHandler handler;
        private long number = Slots.NONE;
        /** What it was sent over, {@code null} while it waits for a link. */
        private volatile Link link;
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
                if (link != null || pending.get(number) != this || !next.isUp()) {
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

        private void expire() {
            giveUp(link == null && !active.get().isUp()
                    ? new ConnectionLostException(
                            "%s: no connection to a NATS server before the deadline".formatted(request.what()), mayHaveRun)
                    : timedOut());
        }

        private CallTimeoutException timedOut() {
            return new CallTimeoutException("%s: no reply before the deadline".formatted(request.what()));
        }

        @Override
        public void cancel() {
            giveUp(new CancellationException("%s: cancelled".formatted(request.what())));
        }

        /** Nobody waits for the reply any more, which whoever serves it is told. */
        private void giveUp(RuntimeException failure) {
            Link over = link;
            long sentAs = number;
            if (remove(this)) {
                if (over != null && request.traits().cancellations() != null) {
                    try {
                        over.path().cancel(request, sentAs);
                    } catch (IllegalStateException e) {
                        LOG.debugf("%s: whoever serves it is not told that it is given up: %s", request.what(),
                                e.getMessage());
                    }
                }
                tell(failure);
            }
        }

        @Override
        public void close() {
            remove(this);
        }

        @Override
        public void keepOpen() {
            synchronized (RequestTable.this) {
                pending.postpone(number);
            }
        }

        @Override
        public void send(Subject subject, Headers headers, byte[] body) {
            Link over = link;
            if (over != null && over.isUp()) {
                SizeLimit.check(over.sizeLimit(), body.length + (long) FrameBuffer.sizeOf(headers), request::what);
                try {
                    over.path().publish(subject, headers, body);
                } catch (IllegalStateException e) {
                    LOG.debugf("%s: a message is lost: %s", request.what(), e.getMessage());
                }
            }
        }

        @Override
        public void sendItem(Subject subject, long itemNumber, Headers headers, byte[] body) {
            Link over = link;
            if (over != null && over.isUp()) {
                SizeLimit.check(over.sizeLimit(), body.length + (long) FrameBuffer.sizeOfItem(itemNumber, headers),
                        request::what);
                try {
                    over.path().publishItem(subject, itemNumber, headers, body);
                } catch (IllegalStateException e) {
                    LOG.debugf("%s: an item is lost: %s", request.what(), e.getMessage());
                }
            }
        }

        private void fail(RuntimeException failure) {
            if (remove(this)) {
                tell(failure);
            }
        }

        private void tell(RuntimeException failure) {
            try {
                handler.failed(failure);
            } catch (Throwable e) {
                handlerFailed(e);
            }
        }

        private void tell(Headers headers, byte[] body) {
            try {
                handler.reply(headers, body);
            } catch (Throwable e) {
                handlerFailed(e);
            }
        }

        /** One handler that throws must not keep others from being told. */
        private void handlerFailed(Throwable e) {
            LOG.errorf(e, "%s: what takes the end of the request failed", request.what());
        }
    }
}
