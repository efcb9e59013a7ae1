package dev.natsmesh.runtime.routing;

import java.time.Duration;

/**
 * Whether a service is looked at closely, since a call of it has failed lately, and when that is over: after a time without a failure,
 * which is longer each time that calls fail again soon after. Not safe for concurrent use.
 */
final class Calm {

    /** How long there must be no failure, the first time. */
    static final Duration FIRST = Duration.ofSeconds(10);
    /** It doubles up to this: then the queue group leads to what can't be reached. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private Duration length = FIRST;
    private boolean disturbed;
    private boolean everDisturbed;
    private long last;

    /** Something has failed. @return whether it was calm until now */
    boolean disturb(long now) {
        boolean first = !disturbed;
        if (first) {
            boolean soon = everDisturbed && now - last < 2 * length.toNanos();
            Duration longer = length.multipliedBy(2);
            length = !soon ? FIRST : longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        }
        disturbed = true;
        everDisturbed = true;
        last = now;
        return first;
    }

    /** All is well as far as is known now: it is calm again if it has been for long enough. */
    void settle(long now) {
        if (disturbed && now - last >= length.toNanos()) {
            disturbed = false;
        }
    }

    boolean isDisturbed() {
        return disturbed;
    }
}
