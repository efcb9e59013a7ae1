package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.nats.client.ReconnectDelayHandler;

/**
 * The pause between two rounds through all servers. It doubles with each round; half of it is random, so that clients don't come
 * back all at once.
 */
record BackOff(Duration first, Duration longest) implements ReconnectDelayHandler {

    private static final int MAX_DOUBLINGS = 16;

    @Override
    public Duration getWaitTime(long round) {
        long doublings = Math.max(0, Math.min(round - 1, MAX_DOUBLINGS));
        long delay = Math.min(longest.toNanos(), first.toNanos() << doublings);
        return Duration.ofNanos(delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1));
    }
}
