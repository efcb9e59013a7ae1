package dev.natsmesh.runtime.transport;

import java.time.Duration;

/**
 * How far an application is behind with what its connection to a NATS server carries.
 *
 * @param lag how late it read what its server had sent, at worst in the last ten to twenty seconds; a server that says nothing at all
 *        doesn't count
 * @param roundTrip how long the server's last answer to a ping took, behind all that was sent before it; zero before the first
 * @param unsent how many bytes wait until the server takes them
 * @param unread how many bytes have been read, and wait until a thread of jnats' hands them over
 */
public record Backlog(Duration lag, Duration roundTrip, long unsent, long unread) {

    static final Backlog NONE = new Backlog(Duration.ZERO, Duration.ZERO, 0, 0);

    /** Of two connections the later times, and all bytes. */
    Backlog and(Backlog other) {
        return new Backlog(later(lag, other.lag), later(roundTrip, other.roundTrip), unsent + other.unsent,
                unread + other.unread);
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
