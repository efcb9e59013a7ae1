package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * Looks in even intervals whether the server of a connection lives, and whether this application keeps up with it, and asks it by pings
 * of our own among jnats'. All but {@link #backlog} and {@link #isBehind} is for the event loop.
 */
final class ServerWatch {

    /** The connection that is watched. */
    interface Line {

        /** The server's host and port, for people. */
        String server();

        /** Whether what the server says is read at the moment. */
        boolean isRead();

        /** How many bytes wait until the server takes them. On any thread. */
        long unsent();

        /** Sends a ping. */
        void ping();

        /** The server doesn't answer within the time that it has. */
        void silent();
    }

    private final Line line;
    private final SentPings pings = new SentPings();
    private final List<ScheduledFuture<?>> looks = new ArrayList<>();
    /** Since the pace was last looked at. */
    private boolean heard;
    /** {@code null} if it isn't looked at. */
    private Liveness liveness;
    /** {@code null} until it begins. */
    private volatile Pace pace;

    ServerWatch(Line line) {
        this.line = line;
    }

    /**
     * @param limit within what time the server has to answer, zero for any
     * @param lagWarning how late what it sends may be read without a warning, zero for any time
     */
    void begin(EventLoop loop, Duration limit, Duration lagWarning) {
        pace = new Pace(lagWarning, System.nanoTime());
        look(loop, Pace.INTERVAL_NANOS, this::lookAtPace);
        if (!limit.isZero()) {
            liveness = new Liveness(limit, System.nanoTime());
            look(loop, Liveness.intervalNanos(limit), this::lookAtLife);
        }
    }

    private void look(EventLoop loop, long interval, Runnable task) {
        looks.add(loop.scheduleWithFixedDelay(task, interval, interval, TimeUnit.NANOSECONDS));
    }

    void end() {
        looks.forEach(look -> look.cancel(false));
    }

    /** Frames of jnats' are sent. */
    void sent(byte[] frames) {
        pings.among(frames);
    }

    /** Something has come. */
    void heard() {
        heard = true;
        if (liveness != null) {
            liveness.heard();
        }
    }

    /** A pong has come. @return whether it was asked for here */
    boolean isAnswered() {
        boolean ours = pings.answered();
        if (ours) {
            pace.answered(line.server(), line.unsent(), System.nanoTime());
        }
        return ours;
    }

    private void lookAtPace() {
        long now = System.nanoTime();
        pace.look(heard, line.server(), line.unsent(), now);
        heard = false;
        if (!pings.awaitsOwn() && pace.isDue(now)) {
            ask(now);
        }
    }

    private void lookAtLife() {
        if (!line.isRead()) {
            liveness.heard();
        }
        long now = System.nanoTime();
        switch (liveness.look(now)) {
            case ASK -> ask(now);
            case LEAVE -> line.silent();
            case NOTHING -> {
                // It lives, or has been asked.
            }
        }
    }

    private void ask(long now) {
        pings.own();
        pace.asked(now);
        line.ping();
    }

    /** @param unread how many bytes wait for a thread of jnats' */
    Backlog backlog(long unread) {
        Pace known = pace;
        return known == null
                ? Backlog.NONE
                : new Backlog(Duration.ofNanos(known.lag(System.nanoTime())), Duration.ofNanos(known.roundTrip()),
                        line.unsent(),
                        unread);
    }

    boolean isBehind() {
        Pace known = pace;
        return known != null && known.isBehind(System.nanoTime());
    }
}
