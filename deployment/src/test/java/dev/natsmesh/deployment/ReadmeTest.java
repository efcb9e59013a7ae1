package dev.natsmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The README quotes the shop, so that what it shows compiles and runs. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("natsmesh.root"));
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyLineOfJavaIsInTheShop() throws IOException {
        List<String> blocks = JAVA_BLOCK.matcher(Files.readString(ROOT.resolve("README.md"))).results()
                .map(match -> match.group(1)).toList();
        List<List<String>> sources = shopSources();

        assertThat(blocks).hasSize(3);
        assertThat(blocks).allSatisfy(block -> assertThat(sources)
                .as("a source of the shop that has these lines in this order:%n%s", block)
                .anySatisfy(source -> assertThat(source).containsSubsequence(lines(block))));
    }

    private static List<List<String>> shopSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("integration-tests/shop"))) {
            return files.filter(file -> file.toString().contains("/src/main/") && file.toString().endsWith(".java"))
                    .map(ReadmeTest::read).map(ReadmeTest::lines).toList();
        }
    }

    /** The lines without indentation, blank ones, and the documentation's callouts. */
    private static List<String> lines(String text) {
        return text.lines().map(line -> line.replaceFirst("// <\\d+>$", "").strip()).filter(line -> !line.isEmpty()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
