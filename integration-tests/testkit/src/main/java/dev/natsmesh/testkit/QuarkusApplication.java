package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Quarkus application that a module has packaged, as a process of its own with HTTP on a free port. One that is still running
 * when the JVM ends is killed.
 */
public final class QuarkusApplication implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^\\s:]+:(\\d+)");
    private static final Set<QuarkusApplication> OPEN = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(QuarkusApplication::killAll, "quarkus-application-killer"));
    }

    private final String name;
    private final Path log;
    private final Process process;
    private final URI url;

    private QuarkusApplication(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        synchronized (OPEN) {
            OPEN.add(this);
            if (ending) {
                process.destroyForcibly();
            }
        }
        try {
            this.url = URI.create("http://127.0.0.1:" + awaitPort());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts an application and returns when it has started.
     *
     * @param name how it is called in messages
     * @param module the Maven module's directory, packaged as a JVM application or as a native executable
     * @param log where its output goes; what is there is replaced
     * @param configuration its configuration, as system properties
     */
    public static QuarkusApplication start(String name, Path module, Path log, Map<String, String> configuration) {
        List<String> command = new ArrayList<>();
        Path jar = module.resolve("target/quarkus-app/quarkus-run.jar");
        if (Files.exists(jar)) {
            // Several of them share one machine and live for minutes: a small heap, the simplest collector and compiler.
            command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1"));
            arguments(configuration, command);
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.add(nativeExecutable(module).toString());
            arguments(configuration, command);
        }
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new QuarkusApplication(name, log,
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + " from " + module, e);
        }
    }

    /** Where it answers HTTP, e.g. {@code http://127.0.0.1:40123}. */
    public URI url() {
        return url;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it is ready by its own account, which it gives with SmallRye Health. */
    public void awaitReady(Duration limit) {
        Poll.until(this + " to be ready", limit, () -> {
            try {
                MonitoringEndpoint.get(url.getPort(), "/q/health/ready");
                return true;
            } catch (IllegalStateException | UncheckedIOException e) {
                return false;
            }
        });
    }

    /** All that it has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log of " + this, e);
        }
    }

    /** Asks it to end (SIGTERM), as an orchestrator does, and waits until it has. */
    public void stop(Duration limit) {
        process.destroy();
        awaitExit(limit);
        forget();
    }

    /** Ends it without warning (SIGKILL). */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit(START_LIMIT);
        forget();
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + ")";
    }

    private static void arguments(Map<String, String> configuration, List<String> command) {
        command.addAll(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0"));
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
    }

    private static Path nativeExecutable(Path module) {
        try (DirectoryStream<Path> runners = Files.newDirectoryStream(module.resolve("target"), "*-runner")) {
            for (Path runner : runners) {
                return runner;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No packaged application in " + module + "; run ./mvnw package first", e);
        }
        throw new IllegalStateException("No packaged application in " + module + ": expected target/quarkus-app/quarkus-run.jar"
                + " or target/*-runner; run ./mvnw package first");
    }

    private int awaitPort() {
        return Poll.untilPresent(this + " to start", START_LIMIT, () -> {
            Matcher listening = LISTENING.matcher(log());
            if (listening.find()) {
                return Optional.of(Integer.valueOf(listening.group(1)));
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("%s ended with %d at its start. Its log:%n%s".formatted(this,
                        process.exitValue(), log()));
            }
            return Optional.empty();
        });
    }

    private void awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("%s still runs after %s. Its log:%n%s".formatted(this, limit, log()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the end of " + this, e);
        }
    }

    private void forget() {
        synchronized (OPEN) {
            OPEN.remove(this);
        }
    }

    private static void killAll() {
        synchronized (OPEN) {
            ending = true;
            OPEN.forEach(application -> application.process.destroyForcibly());
        }
    }
}
