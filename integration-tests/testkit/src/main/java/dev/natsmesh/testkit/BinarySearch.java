package dev.natsmesh.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a nats-server executable, in the order {@link NatsServerBinary#locate()} promises, and fetches one if need be. */
final class BinarySearch {

    static final String PINNED_VERSION = "2.15.2";
    private static final String GO_PACKAGE = "github.com/nats-io/nats-server/v2@v" + PINNED_VERSION;
    private static final String EXECUTABLE = "nats-server";
    private static final Pattern VERSION_LINE = Pattern.compile("nats-server: v(\\S+)");
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);

    private final Map<String, String> environment;
    private final Supplier<Path> projectRoot;

    BinarySearch(Map<String, String> environment, Supplier<Path> projectRoot) {
        this.environment = environment;
        this.projectRoot = projectRoot;
    }

    NatsServerBinary find() {
        String named = environment.get("NATS_SERVER");
        if (named != null && !named.isBlank()) {
            Path path = Path.of(named).toAbsolutePath();
            if (!isExecutableFile(path)) {
                throw new IllegalStateException("NATS_SERVER=%s: expected the path of a nats-server executable, but there is %s"
                        .formatted(named, Files.exists(path) ? "something that cannot be executed" : "nothing"));
            }
            return inspect(path);
        }
        return onPath(EXECUTABLE).map(this::inspect).orElseGet(this::fetchedOnce);
    }

    private NatsServerBinary fetchedOnce() {
        Path cache = projectRoot.get().resolve(".cache").resolve(EXECUTABLE);
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                return fetched(cache);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Fetching a nats-server into " + cache + " failed", e);
        }
    }

    private NatsServerBinary fetched(Path cache) throws IOException {
        Path pinned = cache.resolve(PINNED_VERSION).resolve(EXECUTABLE);
        if (isExecutableFile(pinned)) {
            return inspect(pinned);
        }
        List<String> tried = new ArrayList<>();
        Optional<NatsServerBinary> binary = byGo(cache, tried);
        if (binary.isEmpty()) {
            binary = otherVersion(cache);
        }
        if (binary.isEmpty()) {
            binary = byApt(cache, tried);
        }
        return binary.orElseThrow(() -> new IllegalStateException("""
                No nats-server. Do one of these:
                  - name an executable with the environment variable NATS_SERVER;
                  - put nats-server on the PATH;
                  - put Go on the PATH, then it is fetched by: go install %s
                  - on Debian or Ubuntu have apt-get and dpkg on the PATH, then it is fetched by: apt-get download nats-server
                What was tried: %s""".formatted(GO_PACKAGE, String.join("\n", tried))));
    }

    private Optional<NatsServerBinary> byGo(Path cache, List<String> tried) throws IOException {
        Optional<Path> go = onPath("go");
        if (go.isEmpty()) {
            tried.add("no go on the PATH");
            return Optional.empty();
        }
        System.out.println("No nats-server yet; fetching " + PINNED_VERSION + " by the Go tool chain into " + cache);
        Path work = Files.createTempDirectory(cache, "fetch-");
        try {
            ExternalCommand.Result result = new ExternalCommand(go.get().toString(), "install", GO_PACKAGE)
                    .environment(environment).environment("GOBIN", work.toString()).directory(work).run(FETCH_LIMIT);
            if (!result.succeeded()) {
                tried.add(result.toString());
                return Optional.empty();
            }
            return Optional.of(adopt(work.resolve(EXECUTABLE), cache));
        } finally {
            Directories.delete(work);
        }
    }

    private Optional<NatsServerBinary> byApt(Path cache, List<String> tried) throws IOException {
        Optional<Path> aptGet = onPath("apt-get");
        Optional<Path> dpkg = onPath("dpkg");
        if (aptGet.isEmpty() || dpkg.isEmpty()) {
            tried.add("no apt-get and dpkg on the PATH");
            return Optional.empty();
        }
        System.out.println("No nats-server yet; fetching the distribution's package into " + cache);
        Path work = Files.createTempDirectory(cache, "fetch-");
        try {
            ExternalCommand.Result download = new ExternalCommand(aptGet.get().toString(), "download", EXECUTABLE)
                    .environment(environment).directory(work).run(FETCH_LIMIT);
            if (!download.succeeded()) {
                tried.add(download.toString());
                download = downloadWithOwnLists(aptGet.get(), work);
            }
            if (!download.succeeded()) {
                tried.add(download.toString());
                return Optional.empty();
            }
            Path unpacked = work.resolve("unpacked");
            ExternalCommand.Result unpack = new ExternalCommand(dpkg.get().toString(), "-x", archive(work).toString(),
                    unpacked.toString()).environment(environment).directory(work).run(FETCH_LIMIT);
            if (!unpack.succeeded()) {
                tried.add(unpack.toString());
                return Optional.empty();
            }
            return Optional.of(adopt(unpacked.resolve("usr/sbin").resolve(EXECUTABLE), cache));
        } finally {
            Directories.delete(work);
        }
    }

    /** Containers often come without package lists; ours go below the project, so the system's stay as they are. */
    private ExternalCommand.Result downloadWithOwnLists(Path aptGet, Path work) throws IOException {
        Path lists = Files.createDirectories(work.resolve("lists/partial")).getParent();
        Path archives = Files.createDirectories(work.resolve("cache/archives/partial")).getParent().getParent();
        String[] options = { "-o", "Dir::State::lists=" + lists, "-o", "Dir::Cache=" + archives };
        ExternalCommand.Result update = new ExternalCommand(aptGet.toString(), options[0], options[1], options[2], options[3],
                "update").environment(environment).directory(work).run(FETCH_LIMIT);
        if (!update.succeeded()) {
            return update;
        }
        return new ExternalCommand(aptGet.toString(), options[0], options[1], options[2], options[3], "download", EXECUTABLE)
                .environment(environment).directory(work).run(FETCH_LIMIT);
    }

    private static Path archive(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".deb")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("apt-get download left no .deb file in " + work));
        }
    }

    private Optional<NatsServerBinary> otherVersion(Path cache) throws IOException {
        try (Stream<Path> versions = Files.list(cache)) {
            return versions.map(version -> version.resolve(EXECUTABLE)).filter(BinarySearch::isExecutableFile)
                    .max(Comparator.comparing(Path::toString)).map(this::inspect);
        }
    }

    private NatsServerBinary adopt(Path executable, Path cache) throws IOException {
        NatsServerBinary fetched = inspect(executable);
        Path place = Files.createDirectories(cache.resolve(fetched.version())).resolve(EXECUTABLE);
        Files.move(executable, place, StandardCopyOption.ATOMIC_MOVE);
        return new NatsServerBinary(place, fetched.version());
    }

    private NatsServerBinary inspect(Path path) {
        ExternalCommand.Result result = new ExternalCommand(path.toString(), "--version").environment(environment)
                .run(Duration.ofMinutes(1));
        Matcher matcher = VERSION_LINE.matcher(result.output());
        if (!result.succeeded() || !matcher.find()) {
            throw new IllegalStateException("%s is no nats-server: expected a line such as 'nats-server: v%s', got: %s"
                    .formatted(path, PINNED_VERSION, result));
        }
        return new NatsServerBinary(path, matcher.group(1));
    }

    Optional<Path> onPath(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)).filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, name)).filter(BinarySearch::isExecutableFile).findFirst();
    }

    static boolean isExecutableFile(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /** Waits for other JVMs in the lock itself; for other class loaders of this JVM by trying again, as such a lock is refused at once. */
    private static FileLock lock(FileChannel channel) {
        return Poll.untilPresent("the lock of the nats-server cache", FETCH_LIMIT, () -> {
            try {
                return Optional.of(channel.lock());
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot lock the nats-server cache", e);
            }
        });
    }
}
