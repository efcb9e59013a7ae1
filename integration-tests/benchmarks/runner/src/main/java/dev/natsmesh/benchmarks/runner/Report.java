package dev.natsmesh.benchmarks.runner;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has found, as it is kept.
 *
 * @param date when
 * @param machine on what
 * @param broker the version of nats-server
 * @param rounds how many
 * @param warmUpSeconds how long each pair of processes was warmed up
 * @param measureSeconds how long each workload was measured in each round
 * @param titles what the variants are, by name
 * @param figures the figures of each round by variant and workload
 * @param missing why variants have no figures
 * @param targets a line for each
 */
record Report(String date, String machine, String broker, int rounds, double warmUpSeconds, double measureSeconds,
        Map<String, String> titles, Map<String, Map<String, List<Map<Figure, Double>>>> figures, Map<String, String> missing,
        List<String> targets) {

    static Report of(Settings settings, String broker, Map<String, String> titles, Results results) {
        return new Report(LocalDate.now().toString(), Machine.description(), broker, settings.rounds(),
                settings.warmUp().toMillis() / 1e3, settings.measure().toMillis() / 1e3, titles, results.all(),
                results.missing(), Targets.ALL.stream().map(target -> target.line(results)).toList());
    }

    /** The figures for questions. */
    Results results() {
        return new Results(figures, missing);
    }

    String title(String variant) {
        return Optional.ofNullable(titles.get(variant)).orElse(variant);
    }
}
