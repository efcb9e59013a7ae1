package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.configuration.ConfigurationException;

class ServerSourceTest {

    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void namedCommandGoesBeforeDockerAndThePath() throws IOException {
        executable(first, "nats-server");
        Path named = executable(second, "my-server");
        assertThat(choose(Optional.of(named.toString()), true)).isEqualTo(new ServerSource.Executable(named));
        assertThat(choose(Optional.of("my-server"), true)).isEqualTo(new ServerSource.Executable(named));
    }

    @Test
    void dockerGoesBeforeThePath() throws IOException {
        executable(first, "nats-server");
        assertThat(choose(Optional.empty(), true)).isEqualTo(new ServerSource.Container());
    }

    @Test
    void withoutDockerTheFirstOnThePathIsTaken() throws IOException {
        Files.createDirectory(first.resolve("nats-server"));
        Path found = executable(second, "nats-server");
        assertThat(choose(Optional.empty(), false)).isEqualTo(new ServerSource.Executable(found));
    }

    @Test
    void nothingFoundSaysEachWayToGetAServer() throws IOException {
        Files.createFile(first.resolve("nats-server")); // not executable
        assertThat(choose(Optional.empty(), false)).isInstanceOfSatisfying(ServerSource.Nowhere.class,
                nowhere -> assertThat(nowhere.advice()).contains("Install nats-server", "quarkus.nats.devservices.command",
                        "start Docker", "set quarkus.nats.servers", "nats://localhost:4222"));
    }

    @Test
    void wrongCommandIsAMistakeEvenWhereAnotherServerCouldBeHad() throws IOException {
        executable(first, "nats-server");
        assertThatThrownBy(() -> choose(Optional.of("nats-sever"), true)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.nats.devservices.command is 'nats-sever'")
                .hasMessageContaining("expected the path or name of nats-server");
    }

    @Test
    void commandMayLackItsSuffixOnWindows() throws IOException {
        Path found = executable(first, "nats-server.exe");
        assertThat(new ExecutableSearch(List.of(first), List.of("", ".exe")).find("nats-server")).contains(found);
    }

    @Test
    void emptyEntriesOfThePathAreSkipped() throws IOException {
        Path found = executable(second, "nats-server");
        String path = String.join(File.pathSeparator, "", first.toString(), " ", second.toString());
        assertThat(ExecutableSearch.of(path, false).find("nats-server")).contains(found);
    }

    private ServerSource choose(Optional<String> command, boolean docker) {
        return ServerSource.choose(command, () -> docker, new ExecutableSearch(List.of(first, second), List.of("")));
    }

    private static Path executable(Path directory, String name) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
