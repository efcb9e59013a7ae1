package dev.natsmesh.benchmarks.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be measured, and how long; arguments of the form {@code key=value}.
 *
 * @param quick whether a glance is enough: short warm-ups, few workloads
 * @param keep whether the result is kept for the documentation
 * @param page whether nothing is measured, but the documentation's page written anew from the result that is kept
 * @param variants the names of those to measure; empty means all
 * @param workloads the names of those to measure; empty means those that each variant is to be measured with
 * @param rounds how often each variant is started and measured; the variants take turns
 * @param warmUp how long each started pair of processes is warmed up
 * @param measure how long each workload is measured
 * @param baseline another checkout, whose packaged variant {@code mesh} is measured beside this one's
 * @param root where the project is
 */
record Settings(boolean quick, boolean keep, boolean page, List<String> variants, List<String> workloads, int rounds,
        Duration warmUp,
        Duration measure, Optional<Path> baseline, Path root) {

    private static final Set<String> KEYS = Set.of("quick", "keep", "page", "variants", "workloads", "rounds", "warmup",
            "measure",
            "baseline", "root");

    static Settings of(String[] arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (!KEYS.contains(parts[0])) {
                throw new IllegalArgumentException("Unknown argument '%s': expected key=value with a key of %s".formatted(
                        argument, KEYS));
            }
            given.put(parts[0], parts.length == 1 ? "true" : parts[1]);
        }
        boolean quick = flag(given, "quick");
        return new Settings(quick, flag(given, "keep"), flag(given, "page"), names(given, "variants"),
                names(given, "workloads"),
                Integer.parseInt(given.getOrDefault("rounds", "3")),
                seconds(given.getOrDefault("warmup", quick ? "6" : "20")),
                seconds(given.getOrDefault("measure", quick ? "1.2" : "4")),
                Optional.ofNullable(given.get("baseline")).filter(path -> !path.equals("none")).map(Path::of),
                Path.of(given.getOrDefault("root", ".")).toAbsolutePath().normalize());
    }

    /** How long a workload runs before it is measured, once the processes are warm. */
    Duration settle() {
        return measure.dividedBy(4);
    }

    /** How long streams run before they are measured in processes that are warm from calls. */
    Duration warmUpOfStreams() {
        return warmUp.dividedBy(4);
    }

    /** Where the applications are packaged. */
    Path modules() {
        return root.resolve("integration-tests/benchmarks");
    }

    /** Where results and logs go. */
    Path output() {
        return modules().resolve("runner/target/bench");
    }

    /** The result that the documentation shows. */
    Path kept() {
        return modules().resolve("kept.json");
    }

    private static boolean flag(Map<String, String> given, String key) {
        String value = given.getOrDefault(key, "false");
        // What Maven passes on for -Dquick without a value.
        return value.isEmpty() || Boolean.parseBoolean(value);
    }

    private static List<String> names(Map<String, String> given, String key) {
        String value = given.getOrDefault(key, "all");
        return value.isEmpty() || value.equals("all") ? List.of() : Arrays.asList(value.split(","));
    }

    private static Duration seconds(String value) {
        return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
    }
}
