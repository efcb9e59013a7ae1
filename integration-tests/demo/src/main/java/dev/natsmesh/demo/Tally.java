package dev.natsmesh.demo;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/** Counts calls while they end on many threads. */
final class Tally {

    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<String, Long> lastAnswers = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Histogram millis = new Histogram(3);
    private Duration longest = Duration.ZERO;

    /** When the last answer of an instance came, by {@link System#nanoTime()}; 0 for never. */
    synchronized long lastAnswer(String by) {
        return lastAnswers.getOrDefault(by, 0L);
    }

    synchronized void answered(String by, Duration took) {
        lastAnswers.put(by, System.nanoTime());
        answers.merge(by, 1L, Long::sum);
        took(took);
    }

    synchronized void failed(String kind, Duration took) {
        failures.merge(kind, 1L, Long::sum);
        took(took);
    }

    synchronized LoadReport report() {
        return new LoadReport(Map.copyOf(answers), new TreeMap<>(failures), longest,
                Duration.ofMillis(millis.getValueAtPercentile(99)));
    }

    private void took(Duration duration) {
        millis.recordValue(duration.toMillis());
        if (duration.compareTo(longest) > 0) {
            longest = duration;
        }
    }
}
