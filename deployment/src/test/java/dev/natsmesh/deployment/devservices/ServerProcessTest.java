package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.NatsServerBinary;
import io.quarkus.deployment.builditem.Startable;

@DisabledOnOs(OS.WINDOWS)
class ServerProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void servesUntilItIsClosedAndLeavesNothing() throws IOException {
        NatsServerProcess server = process(NatsServerBinary.locate().path(), OptionalInt.empty());
        server.start();
        int port = portOf(server.getConnectionInfo());
        assertThat(NatsGreeting.comesFrom(port)).isTrue();
        assertThat(serverDirectories()).hasSize(1);
        server.close();
        server.close();
        assertThat(NatsGreeting.comesFrom(port)).isFalse();
        assertThat(ProcessHandle.current().descendants().filter(ServerProcessTest::attends)).isEmpty();
        assertThat(serverDirectories()).isEmpty();
    }

    @Test
    void endsWhenItsJvmIsKilled() throws Exception {
        endsWith(Process::destroyForcibly);
    }

    @Test
    void endsWhenItsJvmIsAskedToEnd() throws Exception {
        endsWith(Process::destroy);
    }

    @Test
    void endsWhenItsJvmIsKilledAfterItsDirectoryHasBeenCleanedUp() throws Exception {
        endsWith(owner -> {
            serverDirectories().forEach(ServerProcessTest::delete);
            owner.destroyForcibly();
        });
    }

    @Test
    void usesTheServerThatAnswersOnItsPort() {
        try (NatsServer other = NatsServer.start()) {
            NatsServerProcess server = process(directory.resolve("never-run"), OptionalInt.of(other.port()));
            server.start();
            assertThat(server.getConnectionInfo()).isEqualTo(other.url());
            server.close();
            assertThat(NatsGreeting.comesFrom(other.port())).isTrue();
        }
    }

    @Test
    void executableThatIsNoServerFailsWithWhatItSaid() throws IOException {
        Path script = Files.writeString(directory.resolve("not-nats"), "#!/bin/sh\necho what do you want of me\nexit 3\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> process(script, OptionalInt.empty()).start()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not-nats ended with status 3").hasMessageContaining("expected a nats-server")
                .hasMessageContaining("what do you want of me");
        assertThat(serverDirectories()).isEmpty();
    }

    private void endsWith(Ending ending) throws Exception {
        Process owner = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
                "-cp", classPath(), ServerOwner.class.getName(),
                NatsServerBinary.locate().path().toString(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = owner.inputReader(StandardCharsets.UTF_8)) {
            int port = portOf(output.readLine());
            List<ProcessHandle> children = owner.descendants().toList();
            assertThat(NatsGreeting.comesFrom(port)).isTrue();
            assertThat(children).isNotEmpty();
            ending.of(owner);
            await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(NatsGreeting.comesFrom(port)).isFalse();
            await().atMost(PATIENCE).until(() -> serverDirectories().isEmpty());
        } finally {
            owner.destroyForcibly();
        }
    }

    private interface Ending {
        void of(Process owner) throws IOException;
    }

    private NatsServerProcess process(Path executable, OptionalInt port) {
        return new NatsServerProcess(executable, port, directory, false);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int portOf(String url) {
        return URI.create(url).getPort();
    }

    private static boolean attends(ProcessHandle process) {
        return process.info().arguments().map(arguments -> List.of(arguments).contains("attended")).orElse(false);
    }

    private List<Path> serverDirectories() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("quarkus-nats-")).toList();
        }
    }

    private static String classPath() {
        return Stream.of(ServerOwner.class, NatsServerProcess.class, Startable.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
                        .toString())
                .distinct().collect(Collectors.joining(File.pathSeparator));
    }
}
