package dev.natsmesh.demo;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts calls while they end on many threads. */
final class Tally {

    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private Duration longest = Duration.ZERO;

    synchronized void answered(String by, Duration took) {
        answers.merge(by, 1L, Long::sum);
        took(took);
    }

    synchronized void failed(String kind, Duration took) {
        failures.merge(kind, 1L, Long::sum);
        took(took);
    }

    synchronized LoadReport report() {
        return new LoadReport(Map.copyOf(answers), new TreeMap<>(failures), longest);
    }

    private void took(Duration duration) {
        if (duration.compareTo(longest) > 0) {
            longest = duration;
        }
    }
}
