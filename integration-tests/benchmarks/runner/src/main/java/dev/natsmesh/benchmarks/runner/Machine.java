package dev.natsmesh.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the processes share. */
final class Machine {

    private static final double MICROS_PER_TICK = 10_000;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int COUNTED = 8;

    private Machine() {
    }

    /** The processor time that all processes, and other guests of the same host, have taken since the machine's start. */
    static double busyMicros() {
        try {
            String all = Files.readAllLines(Path.of("/proc/stat")).get(0);
            long[] ticks = Arrays.stream(all.substring("cpu".length()).strip().split(" ")).limit(COUNTED)
                    .mapToLong(Long::parseLong).toArray();
            return (Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT]) * MICROS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read /proc/stat: the benchmarks need /proc", e);
        }
    }

    /** What it is, in a line. */
    static String description() {
        return "%s, %d processors, %s %s, Java %s".formatted(processor(), Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"), System.getProperty("os.version").replaceFirst("[^0-9.].*", ""),
                System.getProperty("java.version"));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
