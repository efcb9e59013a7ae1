package dev.natsmesh.runtime.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.HeaderNames;
import io.nats.client.Message;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;

/**
 * The requests under way, and what becomes of them when a reply comes, a link goes down or comes back, or time is over. Each is in
 * one {@link State}; only who moves it there acts on it, so it is sent once per link's life and ended once.
 */
final class RequestTable {

    /** How precise deadlines are: one is noticed this much late at most. */
    private static final long TICK_MILLIS = 10;
    private static final int RADIX = 36;

    private final ConcurrentMap<Long, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final HashedWheelTimer timer;

    RequestTable() {
        timer = new HashedWheelTimer(task -> {
            Thread thread = new Thread(task, "nats-mesh-deadlines");
            thread.setDaemon(true);
            return thread;
        }, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Entry add(Request request, ReplyHandler handler) {
        Entry entry = new Entry(ids.incrementAndGet(), request, handler);
        entries.put(entry.id, entry);
        try {
            entry.timeout = timer.newTimeout(entry, Math.max(0, request.deadline().remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (IllegalStateException e) {
            entry.fail(shuttingDown(entry));
        }
        return entry;
    }

    /** Takes what came to an inbox. Late, repeated and foreign messages find no request and are dropped. */
    void reply(Message message) {
        Entry entry = find(message.getSubject());
        if (entry == null) {
            return;
        }
        if (message.isStatusMessage()) {
            entry.fail(message.getStatus().isNoResponders()
                    ? new NoRespondersException("%s: nobody serves %s".formatted(entry.request.what(), entry.request.subject()))
                    : new ConnectionLostException("%s: the NATS server answers %s".formatted(entry.request.what(),
                            message.getStatus().getMessageWithCode()), true));
        } else if (entry.end()) {
            entry.handler.reply(JnatsHeaders.from(message.getHeaders()), message.getData());
        }
    }

    private Entry find(String inbox) {
        try {
            return entries.get(Long.parseLong(inbox, inbox.lastIndexOf('.') + 1, inbox.length(), RADIX));
        } catch (NumberFormatException e) {
            return null;
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
    void sendHeld(Link link) {
        entries.values().forEach(entry -> entry.send(link));
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

        /** Sends the request if the link is up and it isn't sent yet; else it goes on waiting. */
        void send(Link link) {
            State before = state.get();
            State sent = State.sentOver(link);
            if (!before.isHeld() || !link.isUp() || !state.compareAndSet(before, sent)) {
                return;
            }
            try {
                request.headers().set(HeaderNames.TIMEOUT, Long.toString(Math.max(1, request.deadline().remainingMillis())));
                io.nats.client.impl.Headers headers = JnatsHeaders.of(request.headers());
                link.checkSize(request.what(), headers, request.body());
                link.publish(request.subject(), link.inboxPrefix() + Long.toString(id, RADIX), headers, request.body());
            } catch (IllegalStateException e) {
                // The link was closed this moment; the next one sends it.
                state.compareAndSet(sent, before);
            } catch (MessageTooLargeException e) {
                fail(e);
            } catch (IllegalArgumentException e) {
                fail(new ConnectionLostException("%s: can't be sent: %s".formatted(request.what(), e.getMessage()), false));
            }
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

        private void fail(RuntimeException failure) {
            if (end()) {
                handler.failed(failure);
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
