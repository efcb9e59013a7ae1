package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;

/** Where programs in other languages are made ready: below {@code .cache}, so that only the first build needs a network. */
public final class Workshop {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path sources;
    private final Path directory;

    private Workshop(Path sources, Path directory) {
        this.sources = sources;
        this.directory = directory;
    }

    /**
     * @param name of the directory below {@code .cache}, e.g. {@code peers/go}
     * @param sources the programs, as they are committed
     */
    public static Workshop of(String name, Path sources) {
        Path directory = NatsServerBinary.projectRoot().resolve(".cache").resolve(name);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + directory, e);
        }
        return new Workshop(sources, directory);
    }

    public Path sources() {
        return sources;
    }

    /** What may be written to. */
    public Path directory() {
        return directory;
    }

    /** Brings the programs into the directory, for a language that looks for what they need beside them. */
    public void copySources() {
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + sources + " to " + directory, e);
        }
    }

    /** Runs a command among the sources. */
    public void run(String... command) {
        run(sources, command);
    }

    /** Runs a command in a directory. */
    public void run(Path where, String... command) {
        ExternalCommand.Result result = new ExternalCommand(command).directory(where).run(LIMIT);
        if (!result.succeeded()) {
            throw new IllegalStateException(result.toString());
        }
    }

    /**
     * Fetches what the programs need, unless that has been done.
     *
     * @param pins the file that names it with its versions; when it is another than at the last time, all is fetched anew
     * @param fetch does it
     */
    public void fetchOnce(String pins, Runnable fetch) {
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
