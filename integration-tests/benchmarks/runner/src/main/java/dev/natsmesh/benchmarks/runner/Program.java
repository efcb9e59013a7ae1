package dev.natsmesh.benchmarks.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a measured process runs.
 *
 * @param jar what is packaged, below the benchmarks; empty for a program on the class path of the runner
 * @param main the main class and its arguments; empty for what the jar itself names
 * @param properties system properties of its own
 */
record Program(Optional<String> jar, List<String> main, Map<String, String> properties) {

    /** All have the same heap and otherwise the defaults of the JVM. */
    private static final List<String> JVM = List.of("-Xmx512m");

    static Program quarkus(String module) {
        return new Program(Optional.of(module + "/target/quarkus-app/quarkus-run.jar"), List.of(), Map.of());
    }

    /** A program in a jar that names the libraries it needs. */
    static Program jar(String jar, String mainClass, String... arguments) {
        return new Program(Optional.of(jar), main(mainClass, arguments), Map.of());
    }

    /** A program on the class path of the runner. */
    static Program plain(String mainClass, String... arguments) {
        return new Program(Optional.empty(), main(mainClass, arguments), Map.of());
    }

    Program with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(property, value);
        return new Program(jar, main, more);
    }

    /** @param modules where the benchmarks are */
    List<String> command(Path modules, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM);
        environment.forEach((key, value) -> command.add("-D" + key + "=" + value));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        Optional<String> packaged = jar.map(path -> existing(modules.resolve(path)).toString());
        if (main.isEmpty()) {
            command.addAll(List.of("-jar", packaged.orElseThrow()));
        } else {
            command.addAll(List.of("-cp", packaged.orElse(System.getProperty("java.class.path"))));
            command.addAll(main);
        }
        return command;
    }

    private static List<String> main(String mainClass, String... arguments) {
        List<String> main = new ArrayList<>(List.of(mainClass));
        main.addAll(List.of(arguments));
        return main;
    }

    private static Path existing(Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException("No %s: run ./mvnw -Pbench -Dbench.skip first".formatted(jar));
        }
        return jar;
    }
}
