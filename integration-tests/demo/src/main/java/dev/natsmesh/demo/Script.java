package dev.natsmesh.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.natsmesh.testkit.Poll;

/** A process of Node.js that serves until its input ends. So it never outlives the demo. */
final class Script implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;

    private Script(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and returns when it has said that it is ready. */
    static Script start(Path directory, Path log, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of("node"), Stream.of(arguments)).toList();
        Script script = new Script(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start(), log);
        try {
            Poll.until(command + " to be ready", PATIENCE, script::isReady);
        } catch (RuntimeException e) {
            script.close();
            throw e;
        }
        return script;
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to leave, and waits until it has. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("pid %d has not ended within %s".formatted(pid(), PATIENCE));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean isReady() {
        try {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new IllegalStateException("It has ended: " + said);
            }
            return said.contains("READY");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }
}
