package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.ExternalCommand;

/** Runs the scripts below {@code src/test/js} with Node.js and the newest NATS client for it. */
final class Node {

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(1);

    private static Path directory;

    private Node() {
    }

    /** The scripts with their dependencies; skips the test, loudly, where there is no Node.js. */
    static synchronized Path scripts() {
        ToolChain.require("Node.js (node and npm on the PATH)", ToolChain.works("node") && ToolChain.works("npm"));
        if (directory == null) {
            directory = install(Path.of(System.getProperty("natsmesh.js.sources")), Path.of(System.getProperty("natsmesh.js")));
        }
        return directory;
    }

    private static Path install(Path sources, Path target) {
        try {
            Files.createDirectories(target);
            try (Stream<Path> files = Files.list(sources)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.write(target.resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + sources + " to " + target, e);
        }
        ExternalCommand.Result result = new ExternalCommand("npm", "ci", "--no-audit", "--no-fund").directory(target)
                .run(INSTALL_LIMIT);
        assertThat(result.succeeded()).as(result.toString()).isTrue();
        return target;
    }

    /** Runs a script to its end; the last line that it prints is JSON. */
    static JsonNode run(String script, String... arguments) throws IOException {
        String[] command = Stream.concat(Stream.of("node", script), Stream.of(arguments)).toArray(String[]::new);
        ExternalCommand.Result result = new ExternalCommand(command).directory(scripts()).run(RUN_LIMIT);
        assertThat(result.succeeded()).as(result.toString()).isTrue();
        List<String> lines = result.output().strip().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    /** Starts a script that runs until its input ends; returns when it has said that it is ready. */
    static Process start(String script, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList())
                .directory(scripts().toFile()).redirectErrorStream(true);
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("READY")) {
                return process;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("%s ended before it was ready: %s".formatted(script, said));
    }
}
