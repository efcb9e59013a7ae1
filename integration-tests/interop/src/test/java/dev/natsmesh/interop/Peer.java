package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.ExternalCommand;

/**
 * A program in another language, ready to run. All take the commands that {@code src/test/peers/README.md} lists.
 *
 * @param directory where it runs
 * @param program what is started, without the command
 */
record Peer(Path directory, List<String> program) {

    /** How long a stream of theirs lives without a message. */
    static final Duration LIVENESS = Duration.ofSeconds(2);

    private static final Duration RUN_LIMIT = Duration.ofMinutes(1);
    private static final String LIVENESS_MS = "LIVENESS_MS";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the programs of a language are. */
    static Path sources(String language) {
        return Path.of(System.getProperty("natsmesh.peers"), language);
    }

    /** Runs a command to its end; the last line that it prints is JSON. */
    JsonNode run(String... command) throws IOException {
        ExternalCommand.Result result = new ExternalCommand(line(command).toArray(String[]::new)).directory(directory)
                .environment(LIVENESS_MS, millis()).run(RUN_LIMIT);
        assertThat(result.succeeded()).as(result.toString()).isTrue();
        List<String> lines = result.output().strip().lines().toList();
        return JSON.readTree(lines.get(lines.size() - 1));
    }

    /** Starts a command that runs until its input ends; returns when it has said that it is ready. */
    Process start(String... command) throws IOException {
        Process process = launch(command);
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("READY")) {
                return process;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("%s ended before it was ready: %s".formatted(line(command), said));
    }

    /** What a command that was started prints last, once it has ended by itself. */
    static JsonNode printed(Process process) throws IOException {
        String last = null;
        for (String line = process.inputReader().readLine(); line != null; line = process.inputReader().readLine()) {
            last = line;
        }
        return JSON.readTree(last);
    }

    /** Starts a command. */
    Process launch(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(command)).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put(LIVENESS_MS, millis());
        return builder.start();
    }

    private static String millis() {
        return String.valueOf(LIVENESS.toMillis());
    }

    private List<String> line(String... command) {
        return Stream.concat(program.stream(), Stream.of(command)).toList();
    }
}
