package dev.natsmesh.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/**
 * Which event comes next, by the seed alone: all kinds in random order, then all in another order, and so on. What happens
 * meanwhile has no influence.
 */
final class EventPlan {

    private static final int SHORTEST_HOLD = 500;
    private static final int LONGEST_HOLD = 2_000;
    private static final int SHORTEST_CALM = 100;
    private static final int LONGEST_CALM = 400;

    private final Random random;
    private final List<EventKind> kinds;
    private final Queue<EventKind> round = new ArrayDeque<>();

    EventPlan(long seed, Set<EventKind> kinds) {
        this.random = new Random(seed);
        // In their own order, whatever that of the set is.
        this.kinds = List.copyOf(EnumSet.copyOf(kinds));
    }

    PlannedEvent next() {
        if (round.isEmpty()) {
            List<EventKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        // Every event draws the same, so that what follows does not depend on its kind.
        return new PlannedEvent(round.remove(), random.nextInt(Deployment.SIZE), millis(SHORTEST_HOLD, LONGEST_HOLD),
                millis(SHORTEST_CALM, LONGEST_CALM));
    }

    private Duration millis(int from, int to) {
        return Duration.ofMillis(random.nextInt(from, to + 1));
    }
}
