package dev.natsmesh.benchmarks.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.natsmesh.testkit.NatsServerBinary;

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
        Settings settings = Settings.of(arguments);
        if (settings.page()) {
            PerformancePage.write(ReportFile.read(settings.kept()), settings.root());
        } else {
            new Benchmarks(settings).run();
        }
        System.exit(0);
    }

    private void run() {
        String broker = "nats-server " + NatsServerBinary.locate().version();
        Progress.step("%d variants, %d rounds", variants.size(), settings.rounds());
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Variant variant : variants) {
                measure(variant, round);
            }
        }
        Table.print(results);
        Report report = Report.of(settings, broker, titles(), results);
        ReportFile.write(report, settings.output().resolve("result.json"));
        Charts.write(report, settings.output(), "");
        if (settings.keep()) {
            ReportFile.write(report, settings.kept());
            PerformancePage.write(report, settings.root());
        }
        Progress.say("%nresult.json, charts and logs are in %s%n", settings.output());
        if (settings.quick()) {
            Progress.say(
                    "A quick run measures processes that are hardly warm, those of gRPC and REST least: its ratios are hints.");
        }
        report.targets().forEach(line -> Progress.say("%s", line));
    }

    private Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        variants.forEach(variant -> titles.put(variant.name(), variant.title()));
        return titles;
    }

    private void measure(Variant variant, int round) {
        List<Workload> workloads = Workload.chosen(settings, variant);
        if (workloads.isEmpty()) {
            results.missing(variant.name(), "has none of these workloads");
            return;
        }
        try (Session session = Session.open(variant, settings)) {
            session.warmUp(workloads.get(0), settings.warmUp());
            results.add(variant.name(), Results.START, session.atStart());
            boolean streaming = workloads.get(0).isStream();
            for (Workload workload : workloads) {
                if (workload.isStream() && !streaming) {
                    streaming = true;
                    session.warmUp(workload, settings.warmUpOfStreams());
                }
                Map<Figure, Double> figures = session.measure(workload, settings.settle(), settings.measure());
                results.add(variant.name(), workload.name(), figures);
                double failed = figures.get(Figure.FAILED);
                Progress.step("round %d of %d  %-18s %-10s %8.0f %s/s %7.1f µs CPU%s", round, settings.rounds(),
                        variant.name(), workload.name(), figures.get(Figure.CALLS),
                        workload.isStream() ? "items" : "calls", figures.get(Figure.CPU),
                        failed > 0 ? ", %.0f FAILED".formatted(failed) : "");
            }
        } catch (IllegalStateException e) {
            // The others are worth their figures all the same.
            results.missing(variant.name(), "failed: " + e.getMessage());
            Progress.step("round %d of %d  %-18s FAILED %s", round, settings.rounds(), variant.name(), e.getMessage());
        }
    }
}
