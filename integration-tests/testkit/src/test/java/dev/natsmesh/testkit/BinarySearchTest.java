package dev.natsmesh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinarySearchTest {

    @TempDir
    Path root;

    private Path programs;

    @BeforeEach
    void createDirectoryForPrograms() throws IOException {
        programs = Files.createDirectory(root.resolve("programs"));
    }

    @Test
    void saysWhatIsWrongWithNatsServerWhenNothingIsThere() {
        Path missing = root.resolve("nowhere");
        assertThatThrownBy(() -> search(Map.of("NATS_SERVER", missing.toString())).find())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("NATS_SERVER=" + missing + ": expected the path of a nats-server executable, but there is nothing");
    }

    @Test
    void saysWhatIsWrongWithNatsServerWhenItIsAnotherProgram() throws IOException {
        Path other = program("other", "echo hello");
        assertThatThrownBy(() -> search(Map.of("NATS_SERVER", other.toString())).find())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(other + " is no nats-server").hasMessageContaining("hello");
    }

    @Test
    void prefersNatsServerToThePath() throws IOException {
        program("nats-server", "echo nats-server: v1.0.0");
        Path named = program("mine", "echo nats-server: v2.0.0");
        assertThat(search(Map.of("NATS_SERVER", named.toString())).find()).isEqualTo(new NatsServerBinary(named, "2.0.0"));
    }

    @Test
    void prefersThePathToFetching() throws IOException {
        program("go", "exit 1");
        Path onPath = program("nats-server", "echo nats-server: v1.0.0");
        assertThat(search(Map.of()).find()).isEqualTo(new NatsServerBinary(onPath, "1.0.0"));
    }

    @Test
    void fetchesByGoOnceEvenWhenAskedTwiceAtATime() throws IOException {
        Path fetches = root.resolve("fetches");
        program("go", """
                echo "$@" >> %s
                printf '#!/bin/sh\\necho nats-server: v%s\\n' > "$GOBIN/nats-server"
                /bin/chmod +x "$GOBIN/nats-server"
                """.formatted(fetches, BinarySearch.PINNED_VERSION));

        CompletableFuture<NatsServerBinary> first = CompletableFuture.supplyAsync(() -> search(Map.of()).find());
        CompletableFuture<NatsServerBinary> second = CompletableFuture.supplyAsync(() -> search(Map.of()).find());

        Path cached = root.resolve(".cache/nats-server/" + BinarySearch.PINNED_VERSION + "/nats-server");
        assertThat(first.join()).isEqualTo(second.join()).isEqualTo(new NatsServerBinary(cached, BinarySearch.PINNED_VERSION));
        assertThat(fetches).content().isEqualToIgnoringNewLines(
                "install github.com/nats-io/nats-server/v2@v" + BinarySearch.PINNED_VERSION);
        assertThat(cached.getParent().getParent()).isDirectoryNotContaining("glob:**fetch-*");
    }

    @Test
    void fetchesByAptWhenGoFails() throws IOException {
        program("go", "echo no network; exit 1");
        program("apt-get", "[ \"$*\" = 'download nats-server' ] && : > nats-server_2.9.10_amd64.deb");
        program("dpkg", """
                /bin/mkdir -p "$3/usr/sbin"
                printf '#!/bin/sh\\necho nats-server: v2.9.10\\n' > "$3/usr/sbin/nats-server"
                /bin/chmod +x "$3/usr/sbin/nats-server"
                """);
        Path cached = root.resolve(".cache/nats-server/2.9.10/nats-server");
        assertThat(search(Map.of()).find()).isEqualTo(new NatsServerBinary(cached, "2.9.10"));
    }

    @Test
    void listsTheWaysWhenThereIsNone() throws IOException {
        program("go", "echo no network; exit 1");
        assertThatThrownBy(() -> search(Map.of()).find()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NATS_SERVER").hasMessageContaining("put nats-server on the PATH")
                .hasMessageContaining("go install").hasMessageContaining("apt-get download nats-server")
                .hasMessageContaining("ended with 1: no network").hasMessageContaining("no apt-get and dpkg on the PATH");
    }

    private BinarySearch search(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", programs.toString());
        return new BinarySearch(all, () -> root);
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.write(programs.resolve(name), List.of("#!/bin/sh", script));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
