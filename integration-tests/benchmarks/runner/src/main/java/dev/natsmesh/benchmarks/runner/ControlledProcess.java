package dev.natsmesh.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.natsmesh.benchmarks.driver.MeasuredProcess;

/** A measured process as the runner sees it. It ends when the runner ends. */
final class ControlledProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<Map<String, Long>> answers = new LinkedBlockingQueue<>();
    private final String name;
    private final Path log;
    private final Process process;
    private final PrintStream commands;

    /** Starts it and returns at once. */
    ControlledProcess(String name, List<String> command, Path log) {
        this.name = name;
        this.log = log;
        try {
            Files.createDirectories(log.getParent());
            this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + " output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until it has started. */
    void awaitStarted() {
        next("its start");
    }

    /** Sends a command and waits for its answer. */
    Map<String, Long> ask(String command) {
        commands.println(command);
        return next(command);
    }

    Reading reading() {
        return Reading.of(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Long> next(String question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                Map<String, Long> answer = answers.poll(100, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer;
                }
                if (!process.isAlive() && answers.isEmpty()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
                "%s did not answer '%s' within %s (%s). Its log is %s".formatted(name, question, PATIENCE,
                        process.isAlive() ? "alive" : "ended", log));
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintStream copy = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.println(line);
                if (line.startsWith(MeasuredProcess.ANSWER)) {
                    answers.add(fields(line.substring(MeasuredProcess.ANSWER.length())));
                }
            }
        } catch (IOException e) {
            // The process was ended while it spoke.
            return;
        }
    }

    private static Map<String, Long> fields(String answer) {
        return Arrays.stream(answer.split(" ")).map(field -> field.split("="))
                .collect(Collectors.toMap(field -> field[0], field -> Long.valueOf(field[1])));
    }
}
