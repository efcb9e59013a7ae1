package dev.natsmesh.deployment.devservices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkus.deployment.builditem.Startable;

/**
 * A nats-server of the loopback interface with JetStream, whose store lasts as long as it.
 * <p>
 * The server ends with this JVM however that ends: a shell between the two holds the other end of a pipe. Where there is no such
 * shell (Windows), a shutdown hook stands in for it, which a killed JVM does not run.
 */
final class NatsServerProcess implements Startable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Pattern CLIENT_URL = Pattern.compile("\"nats\":\\s*\\[\\s*\"([^\"]+)\"");

    private final Path executable;
    private final OptionalInt port;
    private final Path temporary;
    private final boolean windows;
    private Path directory;
    private Process process;
    private Thread hook;
    private String url;

    /**
     * @param port the port to listen on, or where a server is expected that can be used instead; empty is any
     * @param temporary where the server's own directory is made
     */
    NatsServerProcess(Path executable, OptionalInt port, Path temporary, boolean windows) {
        this.executable = executable;
        this.port = port;
        this.temporary = temporary;
        this.windows = windows;
    }

    @Override
    public synchronized void start() {
        if (port.isPresent() && NatsGreeting.comesFrom(port.getAsInt())) {
            url = "nats://127.0.0.1:" + port.getAsInt();
            return;
        }
        try {
            directory = Files.createTempDirectory(temporary, "quarkus-nats-");
            Files.createDirectory(ports());
            process = new ProcessBuilder(windows ? command() : attended(command())).redirectErrorStream(true)
                    .redirectOutput(windows ? Redirect.to(log().toFile()) : Redirect.DISCARD).start();
            if (windows) {
                hook = new Thread(this::close, "nats-server-end");
                Runtime.getRuntime().addShutdownHook(hook);
            }
            url = awaitUrl();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("Cannot start " + executable, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String getConnectionInfo() {
        return url;
    }

    @Override
    public String getContainerId() {
        return null;
    }

    /** Ends the server, unless it is another's. */
    @Override
    public synchronized void close() {
        if (process != null) {
            end();
            process = null;
        }
        if (hook != null && Thread.currentThread() != hook) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        hook = null;
        if (directory != null) {
            delete(directory);
            directory = null;
        }
    }

    private List<String> command() {
        return List.of(executable.toString(), "--addr", "127.0.0.1", "--port",
                port.isPresent() ? Integer.toString(port.getAsInt()) : "-1", "--ports_file_dir", ports().toString(),
                "--jetstream", "--store_dir", directory.resolve("jetstream").toString());
    }

    private List<String> attended(List<String> command) throws IOException {
        List<String> attended = new ArrayList<>();
        try (InputStream script = NatsServerProcess.class.getResourceAsStream("attended.sh")) {
            attended.addAll(List.of("sh", "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8), "attended",
                    directory.toString()));
        }
        attended.addAll(command);
        return attended;
    }

    /** The server writes a file when it is ready. */
    private String awaitUrl() throws IOException {
        long start = System.nanoTime();
        while (!hasEnded(PAUSE)) {
            Optional<String> announced = announcedUrl();
            if (announced.isPresent()) {
                return announced.get();
            }
            if (System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw new IllegalStateException("%s is not ready after %s; expected a nats-server. Its output:%n%s"
                        .formatted(executable, START_LIMIT, output()));
            }
        }
        throw new IllegalStateException("%s ended with status %d instead of serving; expected a nats-server. Its output:%n%s"
                .formatted(executable, process.exitValue(), output()));
    }

    private Optional<String> announcedUrl() throws IOException {
        try (Stream<Path> files = Files.list(ports())) {
            Optional<Path> file = files.filter(path -> path.toString().endsWith(".ports")).findFirst();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            Matcher matcher = CLIENT_URL.matcher(Files.readString(file.get()));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }

    private void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        if (windows) {
            process.destroy();
        }
        if (!hasEnded(STOP_LIMIT)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private boolean hasEnded(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + executable, e);
        }
    }

    private String output() throws IOException {
        return Files.exists(log()) ? Files.readString(log()).strip() : "(none)";
    }

    private Path ports() {
        return directory.resolve("ports");
    }

    private Path log() {
        return directory.resolve("nats-server.log");
    }

    /** What can't be deleted is left to the system, whose temporary directory it is in. */
    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Gone meanwhile.
        }
    }
}
