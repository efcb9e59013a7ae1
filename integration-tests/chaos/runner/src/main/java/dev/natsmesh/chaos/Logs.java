package dev.natsmesh.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.natsmesh.chaos.contract.CallRecord;

/** What callers and instances have written down. */
final class Logs {

    private Logs() {
    }

    static List<CallRecord> calls(List<Path> files) {
        return lines(files).map(CallRecord::parse).toList();
    }

    /** How often each order has run. */
    static Map<String, Integer> runs(List<Path> files) {
        Map<String, Integer> runs = new HashMap<>();
        lines(files).forEach(id -> runs.merge(id, 1, Integer::sum));
        return runs;
    }

    private static Stream<String> lines(List<Path> files) {
        return files.stream().flatMap(file -> {
            try {
                return Files.lines(file);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        });
    }
}
