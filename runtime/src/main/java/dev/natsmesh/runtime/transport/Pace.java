package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Whether this application keeps up with what its NATS server sends; a server closes a connection that doesn't, without a word. It
 * answers a ping behind all that it has sent before, so the answer is late when that piles up, and looks in even intervals are late
 * when the event loop is busy. The event loop tells; any thread may ask.
 */
final class Pace {

    /** How long after each other the looks are. */
    static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** How often there is a ping. */
    static final long PING_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** What was late counts for so long, and at most twice as long. */
    static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOG = Logger.getLogger(Pace.class);

    private final long limit;

    private volatile long looked;
    private volatile long heardAt;
    private volatile boolean waits;
    /** When it was asked first what it hasn't answered. */
    private volatile long askedAt;
    private long lastAsked;
    private volatile long roundTrip;
    /** The latest of this period and of the one before. */
    private volatile long latest;
    private volatile long latestBefore;
    private volatile long periodBegan;
    private boolean behind;
    private long behindSince;
    private long worst;

    /**
     * @param limit how late is too late; zero if nobody is to be warned
     * @param now on the clock of {@link System#nanoTime()}
     */
    Pace(Duration limit, long now) {
        this.limit = limit.toNanos();
        this.looked = now;
        this.heardAt = now;
        this.askedAt = now;
        this.lastAsked = now - PING_NANOS;
        this.periodBegan = now;
    }

    /** Whether the server is to be asked. */
    boolean isDue(long now) {
        return now - lastAsked >= PING_NANOS;
    }

    /** The server is asked, perhaps while it is being asked already. */
    void asked(long now) {
        lastAsked = now;
        if (!waits) {
            askedAt = now;
            waits = true;
        }
    }

    /** It answers what it was asked first. */
    void answered(String server, long unsent, long now) {
        if (waits) {
            waits = false;
            roundTrip = now - askedAt;
            // For as long as nothing came, it was the server that was slow.
            long heard = heardAt - askedAt;
            late(heard > 0 ? Math.min(roundTrip, heard + INTERVAL_NANOS) : 0, server, unsent, now);
        }
    }

    /** @param heard whether anything has come since the last look */
    void look(boolean heard, String server, long unsent, long now) {
        long late = now - looked - INTERVAL_NANOS;
        looked = now;
        if (heard) {
            heardAt = now;
        }
        if (now - periodBegan > MEMORY_NANOS) {
            latestBefore = now - periodBegan > 2 * MEMORY_NANOS ? 0 : latest;
            latest = 0;
            periodBegan = now;
        }
        late(Math.max(late, unanswered()), server, unsent, now);
        if (behind && lag(now) <= limit) {
            behind = false;
            LOG.infof("What the NATS server at %s sends is read in time again, after %d s in which it was read up to %d ms"
                    + " late", server, TimeUnit.NANOSECONDS.toSeconds(now - behindSince), TimeUnit.NANOSECONDS.toMillis(worst));
        }
    }

    private void late(long late, String server, long unsent, long now) {
        latest = Math.max(latest, late);
        worst = behind ? Math.max(worst, late) : late;
        if (!behind && limit > 0 && late > limit) {
            behind = true;
            behindSince = now;
            LOG.warnf(
                    "What the NATS server at %s sends is read %d ms late, and %d bytes wait to be sent to it: this application,"
                            + " or its line, does not keep up, and the server closes connections that are too slow for it (its"
                            + " write_deadline and max_pending). Let nothing block an event loop, limit the calls that are served at a"
                            + " time (quarkus.nats.services), or run more instances",
                    server, TimeUnit.NANOSECONDS.toMillis(late),
                    unsent);
        }
    }

    /** For how long an answer has been overdue while others came. */
    private long unanswered() {
        return waits ? Math.max(0, heardAt - askedAt) : 0;
    }

    /** How late at worst in the last {@link #MEMORY_NANOS}, in nanoseconds. Also while the event loop stands still. */
    long lag(long now) {
        long remembered = now - periodBegan > 2 * MEMORY_NANOS ? 0 : Math.max(latest, latestBefore);
        return Math.max(0, Math.max(remembered, Math.max(unanswered(), now - looked - INTERVAL_NANOS)));
    }

    /** Of the last answer, in nanoseconds. */
    long roundTrip() {
        return roundTrip;
    }

    /** Whether it was too late lately. */
    boolean isBehind(long now) {
        return limit > 0 && lag(now) > limit;
    }
}
