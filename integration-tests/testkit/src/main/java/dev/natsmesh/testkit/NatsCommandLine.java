package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The {@code nats} command line tool, which people look at services with. */
public final class NatsCommandLine {

    static final String PINNED_VERSION = "0.5.0";
    private static final String GO_PACKAGE = "github.com/nats-io/natscli/nats@v" + PINNED_VERSION;
    private static final String EXECUTABLE = "nats";
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);

    private NatsCommandLine() {
    }

    /**
     * Finds it: what the environment variable {@code NATS_CLI} names, else {@code nats} on the PATH, else one that the Go tool
     * chain builds into {@code .cache/nats} below the project's root. Empty where none of these works; the reason is printed.
     */
    public static synchronized Optional<Path> locate() {
        Map<String, String> environment = System.getenv();
        String named = environment.get("NATS_CLI");
        if (named != null && !named.isBlank()) {
            Path path = Path.of(named).toAbsolutePath();
            if (!BinarySearch.isExecutableFile(path)) {
                throw new IllegalStateException("NATS_CLI=%s: expected the path of the nats executable".formatted(named));
            }
            return Optional.of(path);
        }
        BinarySearch search = new BinarySearch(environment, NatsServerBinary::projectRoot);
        return search.onPath(EXECUTABLE).or(() -> cachedOrBuilt(search));
    }

    private static Optional<Path> cachedOrBuilt(BinarySearch search) {
        Path place = NatsServerBinary.projectRoot().resolve(".cache").resolve(EXECUTABLE).resolve(PINNED_VERSION)
                .resolve(EXECUTABLE);
        if (BinarySearch.isExecutableFile(place)) {
            return Optional.of(place);
        }
        Optional<Path> go = search.onPath("go");
        if (go.isEmpty()) {
            System.out.println("No nats command line: it is not on the PATH, and there is no Go to fetch it");
            return Optional.empty();
        }
        return build(go.get(), place);
    }

    /** Builds beside the place and moves it there, so that processes which do the same at once don't disturb each other. */
    private static Optional<Path> build(Path go, Path place) {
        System.out.println("No nats command line yet; fetching " + PINNED_VERSION + " by the Go tool chain to " + place);
        Path work = null;
        try {
            Files.createDirectories(place.getParent());
            work = Files.createTempDirectory(place.getParent(), "fetch-");
            ExternalCommand.Result result = new ExternalCommand(go.toString(), "install", GO_PACKAGE)
                    .environment("GOBIN", work.toString()).directory(work).run(FETCH_LIMIT);
            if (!result.succeeded()) {
                System.out.println("No nats command line: " + result);
                return Optional.empty();
            }
            return Optional.of(Files.move(work.resolve(EXECUTABLE), place, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot put the nats command line to " + place, e);
        } finally {
            if (work != null) {
                Directories.delete(work);
            }
        }
    }
}
