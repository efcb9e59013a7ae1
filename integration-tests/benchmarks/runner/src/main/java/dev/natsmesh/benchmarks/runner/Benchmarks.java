package dev.natsmesh.benchmarks.runner;

import java.util.List;
import java.util.Map;

/** Measures the variants in turn, round by round, and says how they compare. */
public final class Benchmarks {

    private final Settings settings;
    private final List<Variant> variants;
    private final Results results = new Results();

    private Benchmarks(Settings settings) {
        this.settings = settings;
        this.variants = Catalog.chosen(settings);
    }

    /** @param arguments see {@link Settings} */
    public static void main(String[] arguments) {
        // Whoever stops the build means the benchmarks too, and the build does not always pass that on.
        ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> System.exit(1)));
        new Benchmarks(Settings.of(arguments)).run();
        System.exit(0);
    }

    private void run() {
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Variant variant : variants) {
                measure(variant, round);
            }
        }
        Table.print(results);
        Progress.say("");
        Targets.ALL.forEach(target -> Progress.say("%s", target.line(results)));
    }

    private void measure(Variant variant, int round) {
        if (variant.missing().isPresent()) {
            results.missing(variant.name(), variant.missing().get());
            return;
        }
        List<Workload> workloads = Workload.chosen(settings, variant);
        try (Session session = Session.open(variant, settings)) {
            session.warmUp(workloads.get(0), settings.warmUp());
            results.add(variant.name(), Results.START, session.atStart());
            for (Workload workload : workloads) {
                Map<Figure, Double> figures = session.measure(workload, settings.settle(), settings.measure());
                results.add(variant.name(), workload.name(), figures);
                Progress.step("round %d of %d  %-18s %-10s %8.0f calls/s %7.1f µs CPU", round, settings.rounds(),
                        variant.name(), workload.name(), figures.get(Figure.CALLS), figures.get(Figure.CPU));
            }
        } catch (IllegalStateException e) {
            // The others are worth their figures all the same.
            results.missing(variant.name(), "failed: " + e.getMessage());
            Progress.step("round %d of %d  %-18s FAILED %s", round, settings.rounds(), variant.name(), e.getMessage());
        }
    }
}
