package dev.natsmesh.runtime.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;

/**
 * The requests under way, and what becomes of them when a reply comes, a link goes down or comes back, or time is over. Each is in
 * one {@link State}; only who moves it there acts on it, so it is sent once per link's life and ended once.
 */
final class RequestTable implements ReplyReceiver {

    /** How precise deadlines are: one is noticed this much late at most. */
    private static final long TICK_MILLIS = 10;
    private static final int NO_RESPONDERS = 503;
    private static final int FORBIDDEN = 403;
    private static final Logger LOG = Logger.getLogger(RequestTable.class);

    private final ConcurrentMap<Long, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final HashedWheelTimer timer;
    private final Supplier<Link> active;

    RequestTable(Supplier<Link> active) {
        this.active = active;
        timer = new HashedWheelTimer(task -> {
            Thread thread = new Thread(task, "nats-mesh-deadlines");
            thread.setDaemon(true);
            return thread;
        }, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes a request and sends it as soon as there is a link. */
    PendingRequest send(Request request, ReplyHandler handler) {
        Entry entry = new Entry(ids.incrementAndGet(), request, handler);
        entries.put(entry.id, entry);
        try {
            entry.timeout = timer.newTimeout(entry, Math.max(0, request.deadline().remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (IllegalStateException e) {
            entry.fail(shuttingDown(entry));
        }
        entry.send();
        return entry;
    }

    @Override
    public void reply(long number, Headers headers, byte[] body) {
        Entry entry = entries.get(number);
        if (entry != null) {
            entry.succeed(headers, body);
        }
    }

    @Override
    public void status(long number, int code, String text) {
        Entry entry = entries.get(number);
        if (entry != null) {
            entry.fail(code == NO_RESPONDERS
                    ? new NoRespondersException("%s: nobody serves %s".formatted(entry.request.what(), entry.request.subject()))
                    : new ConnectionLostException(
                            "%s: the NATS server answers %d %s".formatted(entry.request.what(), code, text),
                            true));
        }
    }

    /** The link is gone: what was sent over it and may be sent again waits for the next one, the rest fails. */
    void lost(Link link) {
        for (Entry entry : entries.values()) {
            State state = entry.state.get();
            if (state.isSentOver(link)) {
                if (entry.request.resendable()) {
                    entry.state.compareAndSet(state, State.HELD_AFTER_SENT);
                } else {
                    entry.fail(new ConnectionLostException(
                            "%s: the connection was lost before the reply; the call may have run"
                                    .formatted(entry.request.what()),
                            true));
                }
            }
        }
    }

    /** Sends what waits for a link. */
    void sendHeld() {
        entries.values().forEach(Entry::send);
    }

    /** The server has refused what was sent to the subject. */
    void forbidden(String subject) {
        entries.values().stream().filter(entry -> entry.request.subject().equals(subject)).forEach(entry -> entry.fail(
                new ServiceException(FORBIDDEN, "%s: the NATS server does not allow this application to publish to %s"
                        .formatted(entry.request.what(), subject))));
    }

    /** Whether a request that was sent over the link still waits for its reply. */
    boolean isWaitingOn(Link link) {
        return entries.values().stream().anyMatch(entry -> entry.state.get().isSentOver(link));
    }

    void close() {
        timer.stop();
        entries.values().forEach(entry -> entry.fail(shuttingDown(entry)));
    }

    private static ConnectionLostException shuttingDown(Entry entry) {
        return new ConnectionLostException("%s: this application is shutting down".formatted(entry.request.what()),
                entry.state.get().mayHaveRun());
    }

    /** Where a request is. Compared by identity. */
    private record State(Link link, boolean mayHaveRun) {

        static final State HELD = new State(null, false);
        static final State HELD_AFTER_SENT = new State(null, true);
        static final State ENDED = new State(null, true);

        static State sentOver(Link link) {
            return new State(link, true);
        }

        boolean isHeld() {
            return this == HELD || this == HELD_AFTER_SENT;
        }

        boolean isSentOver(Link other) {
            return link == other;
        }
    }

    final class Entry implements PendingRequest, TimerTask {

        private final long id;
        private final Request request;
        private final ReplyHandler handler;
        private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
        private volatile Timeout timeout;

        private Entry(long id, Request request, ReplyHandler handler) {
            this.id = id;
            this.request = request;
            this.handler = handler;
        }

        /** Sends the request if it isn't sent yet and there is a link that is up; else it goes on waiting. */
        void send() {
            Link link = active.get();
            while (link.isUp() && state.get().isHeld() && !sendOver(link)) {
                Link next = active.get();
                if (next == link && link.isUp()) {
                    // Closed this moment, which it will tell; the next link sends it.
                    return;
                }
                link = next;
            }
        }

        private boolean sendOver(Link link) {
            State before = state.get();
            State sent = State.sentOver(link);
            if (!before.isHeld() || !state.compareAndSet(before, sent)) {
                return true;
            }
            if (!link.isUp()) {
                // Who takes a link down looks for what was sent over it afterwards; this one may have come too late for that.
                return !state.compareAndSet(sent, before);
            }
            try {
                request.headers().set(HeaderNames.TIMEOUT, Long.toString(Math.max(1, request.deadline().remainingMillis())));
                SizeLimit.check(link.sizeLimit(), request.headers(), request.body(), request::what);
                link.path().request(request.subject(), id, request.headers(), request.body());
            } catch (IllegalStateException e) {
                return !state.compareAndSet(sent, before);
            } catch (MessageTooLargeException e) {
                fail(e);
            } catch (IllegalArgumentException e) {
                fail(new ConnectionLostException("%s: can't be sent: %s".formatted(request.what(), e.getMessage()), false));
            }
            return true;
        }

        @Override
        public void run(Timeout expired) {
            State last = state.get();
            fail(last.isHeld()
                    ? new ConnectionLostException(
                            "%s: no connection to a NATS server before the deadline".formatted(request.what()),
                            last.mayHaveRun())
                    : new CallTimeoutException("%s: no reply before the deadline".formatted(request.what())));
        }

        @Override
        public void cancel() {
            end();
        }

        private void succeed(Headers headers, byte[] body) {
            if (end()) {
                tell(() -> handler.reply(headers, body));
            }
        }

        private void fail(RuntimeException failure) {
            if (end()) {
                tell(() -> handler.failed(failure));
            }
        }

        /** One handler that throws must not keep others from being told. */
        private void tell(Runnable end) {
            try {
                end.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s: what takes the end of the request failed", request.what());
            }
        }

        private boolean end() {
            if (state.getAndSet(State.ENDED) == State.ENDED) {
                return false;
            }
            entries.remove(id);
            Timeout running = timeout;
            if (running != null) {
                running.cancel();
            }
            return true;
        }
    }
}
