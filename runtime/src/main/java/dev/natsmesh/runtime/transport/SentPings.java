package dev.natsmesh.runtime.transport;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whose ping a pong answers, jnats' or ours: the server answers them in the order in which they were sent. Not safe for concurrent
 * use.
 */
final class SentPings {

    private static final int LINE_BREAK = 2;

    /** For each ping that isn't answered whether it is ours. */
    private final Deque<Boolean> unanswered = new ArrayDeque<>();
    private int own;

    void own() {
        unanswered.add(true);
        own++;
    }

    /** Whether one of ours isn't answered. */
    boolean awaitsOwn() {
        return own > 0;
    }

    /** Looks for pings among whole frames of jnats'. */
    void among(byte[] frames) {
        int start = 0;
        while (start < frames.length) {
            int feed = start;
            while (feed < frames.length && frames[feed] != '\n') {
                feed++;
            }
            if (begins(frames, start, "PING")) {
                unanswered.add(false);
            }
            int body = begins(frames, start, "PUB ") || begins(frames, start, "HPUB ")
                    ? lastNumber(frames, feed) + LINE_BREAK
                    : 0;
            start = feed + 1 + body;
        }
    }

    /** @return whether the pong that has come is for us; one that nobody has asked for is not */
    boolean answered() {
        boolean ours = Boolean.TRUE.equals(unanswered.poll());
        if (ours) {
            own--;
        }
        return ours;
    }

    private static boolean begins(byte[] frames, int start, String operation) {
        if (frames.length - start < operation.length()) {
            return false;
        }
        for (int i = 0; i < operation.length(); i++) {
            if (frames[start + i] != operation.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number at the end of a line: how long the message behind it is. */
    private static int lastNumber(byte[] frames, int feed) {
        int number = 0;
        int digit = 1;
        for (int i = feed - LINE_BREAK; i > 0 && frames[i] >= '0' && frames[i] <= '9'; i--) {
            number += (frames[i] - '0') * digit;
            digit *= 10;
        }
        return number;
    }
}
