package dev.natsmesh.benchmarks.runner;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A figure that is promised.
 *
 * @param name how it is called
 * @param variant whose figure it is
 * @param baselines what it is compared with: the one of them that did best; nothing for a figure that is not compared
 * @param workload under which
 * @param figure which
 * @param comparison how it is compared
 * @param bound in which direction it may miss
 * @param wanted the least, or the most
 */
record Target(String name, String variant, List<String> baselines, String workload, Figure figure, Comparison comparison,
        Bound bound, double wanted) {

    enum Comparison {
        RATIO("ratio"), DIFFERENCE("difference"), VALUE("value");

        private final String label;

        Comparison(String label) {
            this.label = label;
        }
    }

    enum Bound {
        AT_LEAST(">="), AT_MOST("<=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }

        private boolean holds(double value, double wanted) {
            return this == AT_LEAST ? value >= wanted : value <= wanted;
        }

        /** What is harder to reach. */
        private double harder(double one, double other) {
            return this == AT_LEAST ? Math.min(one, other) : Math.max(one, other);
        }
    }

    /** A line that says whether it is met. */
    String line(Results results) {
        if (results.rounds(variant, workload).isEmpty()) {
            return "target %s SKIPPED %s was not measured with %s".formatted(name, variant, workload);
        }
        OptionalDouble value = value(results);
        if (value.isEmpty()) {
            return "target %s SKIPPED %s not measured with %s".formatted(name, String.join(" and ", baselines), workload);
        }
        return String.format(Locale.ROOT, "target %s %s %s=%.2f wanted%s%s", name,
                bound.holds(value.getAsDouble(), wanted) ? "ok" : "MISSED", comparison.label, value.getAsDouble(), bound.sign,
                wanted);
    }

    private OptionalDouble value(Results results) {
        if (comparison == Comparison.VALUE) {
            return results.median(variant, workload, figure);
        }
        return baselines.stream().map(baseline -> against(baseline, results)).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).reduce(bound::harder);
    }

    private OptionalDouble against(String baseline, Results results) {
        if (comparison == Comparison.RATIO) {
            return results.ratio(variant, baseline, workload, figure);
        }
        OptionalDouble ours = results.median(variant, workload, figure);
        OptionalDouble theirs = results.median(baseline, workload, figure);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() - theirs.getAsDouble())
                : OptionalDouble.empty();
    }
}
