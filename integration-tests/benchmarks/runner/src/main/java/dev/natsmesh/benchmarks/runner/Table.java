package dev.natsmesh.benchmarks.runner;

import java.util.Locale;
import java.util.Map;

/** The medians as text: a line for each variant and workload. */
final class Table {

    private static final String HEAD = "%-18s %-12s %9s %6s | %6s %6s %6s %6s | %7s %7s | %5s %5s %5s | %5s %5s | %8s %8s %8s %9s | %5s %5s | %5s";

    private Table() {
    }

    static void print(Results results) {
        Progress.say(
                "%nMedians; CPU in µs, allocation in bytes, writes and thread switches per call, or per item of a stream; times in µs; RSS in MB; what others took of the machine");
        Progress.say(HEAD, "variant", "workload", "per s", "failed", "CPU", "client", "serv.", "broker", "al.cl.", "al.sv.",
                "wr.c", "wr.s", "wr.b", "sw.c", "sw.s", "p50", "p99", "p99.9", "max", "RSS.c", "RSS.s", "other");
        for (Workload workload : Workload.ALL) {
            for (String variant : results.variants()) {
                Map<Figure, Double> medians = results.medians(variant, workload.name());
                if (!medians.isEmpty()) {
                    Progress.say("%s", line(variant, workload, medians));
                }
            }
        }
        Progress.say("%n%-18s %14s %12s %12s", "variant", "first answer", "RSS client", "RSS service");
        for (String variant : results.variants()) {
            Map<Figure, Double> medians = results.medians(variant, Results.START);
            Progress.say("%s",
                    String.format(Locale.ROOT, "%-18s %11.0f ms %9.0f MB %9.0f MB", variant, medians.get(Figure.START),
                            medians.get(Figure.RSS_CLIENT_IDLE), medians.get(Figure.RSS_SERVICE_IDLE)));
        }
        results.missing().forEach((variant, why) -> Progress.say("%-18s %s", variant, why));
    }

    private static String line(String variant, Workload workload, Map<Figure, Double> m) {
        return new Row("%-18s %-12s".formatted(variant, workload.name()), m)
                .add(" %9s", 0, Figure.CALLS).add(" %6s", 0, Figure.FAILED)
                .add(" |").add(" %6s", 1, Figure.CPU, Figure.CPU_CLIENT, Figure.CPU_SERVICE, Figure.CPU_BROKER)
                .add(" |").add(" %7s", 0, Figure.ALLOCATED_CLIENT, Figure.ALLOCATED_SERVICE)
                .add(" |").add(" %5s", 2, Figure.WRITES_CLIENT, Figure.WRITES_SERVICE, Figure.WRITES_BROKER)
                .add(" |").add(" %5s", 2, Figure.SWITCHES_CLIENT, Figure.SWITCHES_SERVICE)
                .add(" |").add(" %8s", 0, Figure.P50, Figure.P99, Figure.P999).add(" %9s", 0, Figure.MAX)
                .add(" |").add(" %5s", 0, Figure.RSS_CLIENT, Figure.RSS_SERVICE)
                .add(" |").add(" %4s%%", 0, Figure.OTHERS).toString();
    }

    /** A line under way; a figure that its workload lacks is a dash. */
    private static final class Row {

        private final StringBuilder text;
        private final Map<Figure, Double> medians;

        Row(String start, Map<Figure, Double> medians) {
            this.text = new StringBuilder(start);
            this.medians = medians;
        }

        Row add(String separator) {
            text.append(separator);
            return this;
        }

        Row add(String column, int decimals, Figure... figures) {
            for (Figure figure : figures) {
                Double value = medians.get(figure);
                text.append(column.formatted(
                        value == null ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value)));
            }
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
