package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that ends by itself, and what it said. */
public final class ExternalCommand {

    private final ProcessBuilder builder;

    public ExternalCommand(String... command) {
        this.builder = new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Replaces the inherited environment. */
    ExternalCommand environment(Map<String, String> environment) {
        builder.environment().clear();
        builder.environment().putAll(environment);
        return this;
    }

    /** Sets a variable of the environment. */
    public ExternalCommand environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    /** Where it runs; without it where this process does. */
    public ExternalCommand directory(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    /** Whether it can be run and succeeds within a minute. */
    public boolean works() {
        try {
            return run(Duration.ofMinutes(1)).succeeded();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Runs it; one that takes longer than the limit is killed and counts as failed. */
    public Result run(Duration limit) {
        Path output = null;
        try {
            output = Files.createTempFile("natsmesh-command-", ".log");
            Process process = builder.redirectOutput(output.toFile()).start();
            try {
                process.getOutputStream().close();
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                String said = Files.readString(output);
                return ended
                        ? new Result(builder.command(), process.exitValue(), said)
                        : new Result(builder.command(), -1, said + "\n(killed after " + limit + ")");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + String.join(" ", builder.command()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + String.join(" ", builder.command()), e);
        } finally {
            if (output != null) {
                output.toFile().delete();
            }
        }
    }

    /**
     * How it ended.
     *
     * @param command what was run
     * @param exitCode its exit status, -1 if it was killed
     * @param output what it wrote, errors included
     */
    public record Result(List<String> command, int exitCode, String output) {

        public boolean succeeded() {
            return exitCode == 0;
        }

        @Override
        public String toString() {
            return "'%s' ended with %d: %s".formatted(String.join(" ", command), exitCode, output.strip());
        }
    }
}
