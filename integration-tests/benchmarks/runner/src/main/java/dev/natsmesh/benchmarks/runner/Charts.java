package dev.natsmesh.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pictures of a report, by file name. */
final class Charts {

    private final Results results;
    private final Map<String, BarChart> charts = new LinkedHashMap<>();

    private Charts(Results results) {
        this.results = results;
    }

    static Map<String, BarChart> of(Report report) {
        Charts charts = new Charts(report.results());
        charts.add("throughput", Workload.C256, "Calls per second, 256 outstanding", List.of(""), Figure.CALLS);
        charts.add("cpu", Workload.C256, "Processor time per call, 256 outstanding, µs",
                List.of("client", "service", "nats-server"), Figure.CPU_CLIENT, Figure.CPU_SERVICE, Figure.CPU_BROKER);
        charts.add("allocation", Workload.C256, "Allocated per call, 256 outstanding, bytes", List.of("client", "service"),
                Figure.ALLOCATED_CLIENT, Figure.ALLOCATED_SERVICE);
        charts.add("latency", Workload.C1, "Median time of a call, 1 outstanding, µs", List.of(""), Figure.P50);
        charts.add("latency-at-rate", Workload.RATE, "99th percentile at 5,000 calls/s, from when each should begin, µs",
                List.of(""), Figure.P99);
        charts.add("streams", Workload.STREAMS_16, "Items per second, 16 streams at once", List.of(""), Figure.CALLS);
        return charts.charts;
    }

    /** Writes them as {@code <prefix><name>.svg}. */
    static void write(Report report, Path directory, String prefix) {
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, BarChart> chart : of(report).entrySet()) {
                Files.writeString(directory.resolve(prefix + chart.getKey() + ".svg"), chart.getValue().svg());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the charts to " + directory, e);
        }
    }

    private void add(String name, Workload workload, String title, List<String> parts, Figure... figures) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (String variant : results.variants()) {
            Map<Figure, Double> medians = results.medians(variant, workload.name());
            if (!medians.isEmpty()) {
                bars.add(new BarChart.Bar(variant, Arrays.stream(figures).map(medians::get).toList()));
            }
        }
        if (!bars.isEmpty()) {
            charts.put(name, new BarChart(title, parts, bars));
        }
    }
}
