package dev.natsmesh.deployment.devservices;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds executables as a shell does.
 *
 * @param directories the PATH
 * @param suffixes what a command's name may lack, e.g. {@code .exe}; always has the empty one
 */
record ExecutableSearch(List<Path> directories, List<String> suffixes) {

    /** A search of this PATH, in which entries that are no paths are skipped. */
    static ExecutableSearch of(String path, boolean windows) {
        return new ExecutableSearch(
                Stream.of(path.split(File.pathSeparator)).filter(entry -> !entry.isBlank())
                        .flatMap(ExecutableSearch::directory).toList(),
                windows ? List.of("", ".exe") : List.of(""));
    }

    /** A command with a separator in it is a path, any other is looked up. */
    Optional<Path> find(String command) {
        Stream<Path> places = directory(command)
                .flatMap(path -> path.getNameCount() > 1 || path.isAbsolute()
                        ? Stream.of(path)
                        : directories.stream().map(directory -> directory.resolve(path)));
        return places
                .flatMap(place -> suffixes.stream().map(suffix -> place.resolveSibling(place.getFileName() + suffix)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).map(Path::toAbsolutePath)
                .findFirst();
    }

    private static Stream<Path> directory(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
