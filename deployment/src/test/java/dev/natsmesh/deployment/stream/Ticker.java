package dev.natsmesh.deployment.stream;

import java.util.List;

import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Streams of each kind. */
@NatsClient("ticker")
public interface Ticker {

    Multi<Tick> count(int from, int to);

    Multi<Tick> failing(int items) throws Exhausted;

    Multi<Tick> unforeseen();

    Multi<Tick> endless();

    Multi<Tick> blocking(int items);

    Multi<String> large();

    Uni<Long> sum(String name, Multi<Tick> ticks);

    Uni<Integer> firstThree(Multi<Tick> ticks);

    Uni<Void> ignored(Multi<Tick> ticks);

    String await(Multi<Tick> ticks);

    Multi<Tick> doubled(Multi<Tick> ticks);

    Multi<List<Integer>> nothing();

    /** An item. */
    record Tick(long number, String text) {
    }

    /** There are no more. */
    class Exhausted extends Exception {

        private static final long serialVersionUID = 1L;

        private final int after;

        public Exhausted(int after) {
            super("exhausted after " + after);
            this.after = after;
        }

        public int getAfter() {
            return after;
        }
    }
}
