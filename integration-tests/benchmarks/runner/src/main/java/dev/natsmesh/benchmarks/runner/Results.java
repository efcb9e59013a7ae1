package dev.natsmesh.benchmarks.runner;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What was measured: for each variant and workload the figures of each round. */
final class Results {

    /** The workload under which the figures of a start are kept. */
    static final String START = "start";

    private final Map<String, Map<String, List<Map<Figure, Double>>>> rounds = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    Results() {
    }

    /** What another run has measured. */
    Results(Map<String, Map<String, List<Map<Figure, Double>>>> rounds, Map<String, String> missing) {
        this.rounds.putAll(rounds);
        this.missing.putAll(missing);
    }

    void add(String variant, String workload, Map<Figure, Double> figures) {
        rounds.computeIfAbsent(variant, name -> new LinkedHashMap<>())
                .computeIfAbsent(workload, name -> new ArrayList<>()).add(figures);
    }

    /** Notes why there are no figures of a variant. */
    void missing(String variant, String why) {
        missing.putIfAbsent(variant, why);
    }

    Map<String, Map<String, List<Map<Figure, Double>>>> all() {
        return rounds;
    }

    Map<String, String> missing() {
        return missing;
    }

    Set<String> variants() {
        return rounds.keySet();
    }

    Set<String> workloads(String variant) {
        return rounds.getOrDefault(variant, Map.of()).keySet();
    }

    List<Map<Figure, Double>> rounds(String variant, String workload) {
        return rounds.getOrDefault(variant, Map.of()).getOrDefault(workload, List.of());
    }

    /** The median over the rounds; empty if it was not measured. */
    OptionalDouble median(String variant, String workload, Figure figure) {
        return Medians.of(rounds(variant, workload).stream().filter(round -> round.containsKey(figure))
                .map(round -> round.get(figure)).toList());
    }

    /** All medians of a variant under a workload. */
    Map<Figure, Double> medians(String variant, String workload) {
        Map<Figure, Double> medians = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            median(variant, workload, figure).ifPresent(value -> medians.put(figure, value));
        }
        return medians;
    }

    /** The median of the ratios of each round; empty unless both were measured. */
    OptionalDouble ratio(String variant, String baseline, String workload, Figure figure) {
        List<Map<Figure, Double>> ours = rounds(variant, workload);
        List<Map<Figure, Double>> theirs = rounds(baseline, workload);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            Optional<Double> divisor = Optional.ofNullable(theirs.get(i).get(figure)).filter(value -> value > 0);
            if (divisor.isPresent() && ours.get(i).containsKey(figure)) {
                ratios.add(ours.get(i).get(figure) / divisor.get());
            }
        }
        return Medians.of(ratios);
    }
}
