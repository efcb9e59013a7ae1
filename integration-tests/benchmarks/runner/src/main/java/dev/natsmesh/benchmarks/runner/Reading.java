package dev.natsmesh.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the kernel has counted for a process since its start.
 *
 * @param cpuMicros processor time, its own and the kernel's
 * @param writes system calls that write, to sockets and all else
 * @param switches how often its threads, those that are alive, had to wait
 * @param rssBytes the memory it occupies now
 */
record Reading(double cpuMicros, long writes, long switches, long rssBytes) {

    static final Reading NONE = new Reading(0, 0, 0, 0);

    /** The kernel tells processor time in ticks of this length, on every platform of today. */
    private static final double MICROS_PER_TICK = 10_000;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static Reading of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(process.resolve("stat"));
            // What follows the program's name, which is in parentheses and may contain anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            return new Reading(ticks * MICROS_PER_TICK, number(process.resolve("io"), "syscw:"), switches(process),
                    number(process.resolve("status"), "VmRSS:") * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the counters of process %d: the benchmarks need /proc".formatted(pid),
                    e);
        }
    }

    Reading plus(Reading other) {
        return new Reading(cpuMicros + other.cpuMicros, writes + other.writes, switches + other.switches,
                rssBytes + other.rssBytes);
    }

    /** What has been counted since an earlier reading; the memory is that of now. */
    Reading since(Reading earlier) {
        return new Reading(cpuMicros - earlier.cpuMicros, writes - earlier.writes, switches - earlier.switches, rssBytes);
    }

    private static long switches(Path process) throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                try {
                    sum += number(thread.resolve("status"), "voluntary_ctxt_switches:");
                } catch (NoSuchFileException e) {
                    // It has just ended.
                    continue;
                }
            }
        }
        return sum;
    }

    private static long number(Path file, String key) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> line.startsWith(key)).findFirst()
                .map(line -> Long.valueOf(line.substring(key.length()).replace("kB", "").strip()))
                .orElseThrow(() -> new IOException("No " + key + " in " + file));
    }
}
