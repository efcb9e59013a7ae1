package dev.natsmesh.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * What a run is to be. It ends when it has lasted that long and has had that many events.
 *
 * @param seed makes the sequence of events, together with their kinds, and each caller's sequence of calls
 * @param kinds which events there are
 * @param rate how many calls a second all callers make together
 */
record Settings(long seed, Set<EventKind> kinds, int rate, Duration atLeast, int leastEvents) {

    /** How long a call may take. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final int RATE = 500;
    private static final double MINUTES = 20;
    private static final int EVENTS_A_MINUTE = 15;

    Settings {
        kinds = EnumSet.copyOf(kinds);
    }

    /**
     * The long form. The system properties {@code chaos.seed}, {@code chaos.minutes}, {@code chaos.events} and {@code chaos.rate}
     * change it; by default it has a random seed, 20 minutes, events of all kinds, and 500 calls/s.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static Settings ofSystemProperties() {
        double minutes = property("minutes", Double::parseDouble, "a number").orElse(MINUTES);
        if (minutes <= 0) {
            throw new IllegalArgumentException("chaos.minutes is to be more than 0, not " + minutes);
        }
        int rate = property("rate", Integer::parseInt, "a whole number").orElse(RATE);
        if (rate < 1) {
            throw new IllegalArgumentException("chaos.rate is to be 1 or more, not " + rate);
        }
        return new Settings(wantedSeed().orElseGet(() -> new Random().nextLong(Integer.MAX_VALUE)),
                wantedKinds().orElse(EnumSet.allOf(EventKind.class)), rate, Duration.ofMillis(Math.round(minutes * 60_000)),
                (int) Math.ceil(minutes * EVENTS_A_MINUTE));
    }

    /**
     * The short form, of so many events of each kind. It has the same seed each time, unless {@code chaos.seed} is set;
     * {@code chaos.events} replaces the kinds.
     */
    static Settings shortForm(Set<EventKind> kinds, int ofEach) {
        Set<EventKind> wanted = wantedKinds().orElse(kinds);
        return new Settings(wantedSeed().orElse(1L), wanted, RATE, Duration.ZERO, ofEach * wanted.size());
    }

    private static Optional<Long> wantedSeed() {
        return property("seed", Long::parseLong, "a whole number");
    }

    private static Optional<Set<EventKind>> wantedKinds() {
        return property("events", names -> EnumSet.copyOf(Arrays.stream(names.split(",")).map(EventKind::named).toList()),
                "a list, with commas, of some of " + Arrays.toString(EventKind.values()));
    }

    private static <T> Optional<T> property(String name, Function<String, T> parse, String expected) {
        String value = System.getProperty("chaos." + name, "").strip();
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(parse.apply(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("chaos.%s is to be %s, not '%s'".formatted(name, expected, value), e);
        }
    }
}
