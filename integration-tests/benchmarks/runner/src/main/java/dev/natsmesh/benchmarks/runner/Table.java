package dev.natsmesh.benchmarks.runner;

import java.util.Locale;
import java.util.Map;

/** The medians as text: a line for each variant and workload. */
final class Table {

    private static final String HEAD = "%-18s %-12s %9s %6s | %6s %6s %6s %6s | %7s %7s | %5s %5s %5s | %5s %5s | %8s %8s %8s %9s | %5s %5s | %5s";
    private static final String LINE = "%-18s %-12s %9.0f %6.0f | %6.1f %6.1f %6.1f %6.1f | %7.0f %7.0f | %5.2f %5.2f %5.2f | %5.2f %5.2f | %8.0f %8.0f %8.0f %9.0f | %5.0f %5.0f | %4.0f%%";

    private Table() {
    }

    static void print(Results results) {
        Progress.say(
                "%nMedians; CPU in µs, allocation in bytes, writes and thread switches per call; times in µs; RSS in MB; what others took of the machine");
        Progress.say(HEAD, "variant", "workload", "calls/s", "failed", "CPU", "client", "serv.", "broker", "al.cl.", "al.sv.",
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
        return String.format(Locale.ROOT, LINE, variant, workload.name(), m.get(Figure.CALLS), m.get(Figure.FAILED),
                m.get(Figure.CPU), m.get(Figure.CPU_CLIENT), m.get(Figure.CPU_SERVICE), m.get(Figure.CPU_BROKER),
                m.get(Figure.ALLOCATED_CLIENT), m.get(Figure.ALLOCATED_SERVICE), m.get(Figure.WRITES_CLIENT),
                m.get(Figure.WRITES_SERVICE), m.get(Figure.WRITES_BROKER), m.get(Figure.SWITCHES_CLIENT),
                m.get(Figure.SWITCHES_SERVICE), m.get(Figure.P50), m.get(Figure.P99), m.get(Figure.P999), m.get(Figure.MAX),
                m.get(Figure.RSS_CLIENT), m.get(Figure.RSS_SERVICE), m.get(Figure.OTHERS));
    }
}
