package dev.natsmesh.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of the documentation that shows the report that is kept. */
final class PerformancePage {

    private static final String IMAGES = "performance-";
    private static final Figure[] COLUMNS = { Figure.CALLS, Figure.CPU_CLIENT, Figure.CPU_SERVICE, Figure.CPU_BROKER,
            Figure.ALLOCATED_CLIENT, Figure.ALLOCATED_SERVICE, Figure.WRITES_CLIENT, Figure.SWITCHES_JVM, Figure.P50,
            Figure.P99,
            Figure.P999, Figure.MAX };
    private static final String HEADS = "|Variant |%s/s |CPU client |CPU service |CPU broker |allocated client |allocated service |writes |switches |p50 |p99 |p99.9 |max";

    private final Report report;
    private final Results results;
    private final List<String> lines = new ArrayList<>();

    private PerformancePage(Report report) {
        this.report = report;
        this.results = report.results();
    }

    /** @param root where the project is */
    static void write(Report report, Path root) {
        Path module = root.resolve("docs/modules/ROOT");
        Charts.write(report, module.resolve("images"), IMAGES);
        try {
            Files.writeString(module.resolve("pages/reference-performance.adoc"), new PerformancePage(report).text());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the performance page", e);
        }
    }

    private String text() {
        say("= Performance",
                "// Written by ./mvnw -Pbench -Dkeep from integration-tests/benchmarks/kept.json; changes made here are lost.",
                "",
                "What a call costs, beside other ways of making the same call. Measured on %s with %s: %s.".formatted(
                        report.machine(), report.broker(), report.date()),
                "Client, service and nats-server were processes on that one machine.",
                "Each variant was started anew in each of %d rounds, in turn with the others, warmed up for %.0f s, and measured for %.0f s with each workload; the figures are medians."
                        .formatted(report.rounds(), report.warmUpSeconds(), report.measureSeconds()),
                "They compare variants on this machine; on another one, measure with `./mvnw -Pbench`.", "");
        Charts.of(report).forEach((name, chart) -> say("image::" + IMAGES + name + ".svg[" + chart.title() + "]", ""));
        say("== What was compared", "", "[cols=\"1,3\"]", "|===");
        report.titles().forEach((name, title) -> say("|`" + name + "` |" + title
                + (report.missing().containsKey(name) ? " (not measured: " + report.missing().get(name) + ")" : "")));
        say("|===", "", "== Figures", "",
                "Processor time in µs, allocation in bytes, system calls that write (client) and thread switches (per JVM), all per call, or per item of a stream; times in µs.",
                "A variant that a table lacks was not measured with it; of streams, there are no times of single items.",
                "");
        Workload.ALL.forEach(this::table);
        starts();
        say("== Targets", "", "A ratio is the median of the rounds' ratios, not the ratio of the medians above.", "", "----");
        report.targets().forEach(this::say);
        say("----");
        return String.join("\n", lines) + "\n";
    }

    private void table(Workload workload) {
        List<String> variants = results.variants().stream().filter(variant -> results.workloads(variant).contains(
                workload.name())).toList();
        if (variants.isEmpty()) {
            return;
        }
        say("." + workload.title(), "[%header,cols=\"2,12*>1\"]", "|===",
                HEADS.formatted(workload.isStream() ? "items" : "calls"));
        for (String variant : variants) {
            Map<Figure, Double> medians = results.medians(variant, workload.name());
            StringBuilder row = new StringBuilder("|`" + variant + "`");
            for (Figure figure : COLUMNS) {
                row.append(" |").append(number(medians.getOrDefault(figure, Double.NaN)));
            }
            say(row.toString());
        }
        say("|===", "");
    }

    private void starts() {
        say(".Start and memory", "[%header,cols=\"2,3*>1\"]", "|===",
                "|Variant |first answer of a started service, ms |RSS of the client, MB |RSS of the service, MB");
        for (String variant : results.variants()) {
            Map<Figure, Double> medians = results.medians(variant, Results.START);
            say("|`%s` |%s |%s |%s".formatted(variant, number(medians.get(Figure.START)),
                    number(medians.get(Figure.RSS_CLIENT_IDLE)), number(medians.get(Figure.RSS_SERVICE_IDLE))));
        }
        say("|===", "");
    }

    private void say(String... more) {
        lines.addAll(List.of(more));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
