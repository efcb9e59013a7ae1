package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One process of a server. What acts on it waits until that has happened. */
final class ServerProcess {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final String name;
    private final NatsServerBinary binary;
    private final Process process;
    private volatile boolean frozen;

    private ServerProcess(String name, NatsServerBinary binary, Process process) {
        this.name = name;
        this.binary = binary;
        this.process = process;
    }

    static ServerProcess start(String name, NatsServerBinary binary, Path configuration, Path announcements, Path log) {
        try {
            return new ServerProcess(name, binary, new ProcessBuilder(binary.path().toString(), "-c", configuration.toString(),
                    "--ports_file_dir", announcements.toString()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + binary.path() + " as nats-server " + name, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it can be expected to answer. */
    boolean responds() {
        return process.isAlive() && !frozen;
    }

    void kill() {
        process.destroyForcibly();
        expectExit("SIGKILL");
    }

    void stop() {
        if (!process.isAlive()) {
            return;
        }
        if (frozen) {
            thaw();
        }
        process.destroy();
        expectExit("SIGTERM");
    }

    void freeze() {
        signal("STOP");
        frozen = true;
        Poll.until(this + " to be frozen", LIMIT, () -> ProcessThreads.allStopped(process.pid()));
    }

    void thaw() {
        signal("CONT");
        frozen = false;
    }

    void lameDuck() {
        ExternalCommand.Result result = new ExternalCommand(binary.path().toString(), "--signal", "ldm=" + pid()).run(LIMIT);
        if (!result.succeeded()) {
            throw new IllegalStateException("Cannot make %s a lame duck: %s".formatted(this, result));
        }
    }

    boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the end of " + this, e);
        }
    }

    @Override
    public String toString() {
        return "nats-server %s (pid %d)".formatted(name, pid());
    }

    private void signal(String signal) {
        if (!process.isAlive()) {
            throw new IllegalStateException("Cannot send SIG%s to %s: the process has ended".formatted(signal, this));
        }
        // The shell has kill built in; the program of that name is missing in small containers.
        ExternalCommand.Result result = new ExternalCommand("sh", "-c", "kill -" + signal + " " + pid()).run(LIMIT);
        if (!result.succeeded()) {
            throw new IllegalStateException("Cannot send SIG%s to %s: %s".formatted(signal, this, result));
        }
    }

    private void expectExit(String signal) {
        if (!awaitExit(LIMIT)) {
            throw new IllegalStateException("%s still runs %s after %s".formatted(this, LIMIT, signal));
        }
    }
}
