package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;

import dev.natsmesh.testkit.ExternalCommand;

/** Where the programs of one language are made ready: below {@code .cache/peers}, so that only the first build needs a network. */
final class Workshop {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path sources;
    private final Path directory;

    private Workshop(Path sources, Path directory) {
        this.sources = sources;
        this.directory = directory;
    }

    static Workshop of(String language) {
        Path directory = Path.of(System.getProperty("natsmesh.root"), ".cache", "peers", language);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + directory, e);
        }
        return new Workshop(Path.of(System.getProperty("natsmesh.peers"), language), directory);
    }

    /** The programs, as they are committed. */
    Path sources() {
        return sources;
    }

    /** What the build may write to. */
    Path directory() {
        return directory;
    }

    /** Brings the programs into the directory, for a language that looks for what they need beside them. */
    void copySources() {
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + sources + " to " + directory, e);
        }
    }

    /** Runs a command among the sources. */
    void run(String... command) {
        run(sources, command);
    }

    /** Runs a command in a directory. */
    void run(Path where, String... command) {
        ExternalCommand.Result result = new ExternalCommand(command).directory(where).run(LIMIT);
        assertThat(result.succeeded()).as(result.toString()).isTrue();
    }

    /**
     * Fetches what the programs need, unless that has been done.
     *
     * @param pins the file that names it with its versions; when it is another than at the last time, all is fetched anew
     * @param fetch does it
     */
    void fetchOnce(String pins, Runnable fetch) {
        Path fetched = directory.resolve("fetched-" + pins);
        try {
            String wanted = Files.readString(sources.resolve(pins));
            if (Files.exists(fetched) && Files.readString(fetched).equals(wanted)) {
                return;
            }
            fetch.run();
            Files.writeString(fetched, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell whether " + pins + " has been fetched into " + directory, e);
        }
    }
}
