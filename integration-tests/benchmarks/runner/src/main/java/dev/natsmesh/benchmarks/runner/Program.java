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
 * @param module the module that packages it as a Quarkus application, below the benchmarks; empty for a plain program
 * @param main the main class of a plain program and its arguments
 * @param properties system properties of its own
 */
record Program(Optional<String> module, List<String> main, Map<String, String> properties) {

    /** All have the same heap and otherwise the defaults of the JVM. */
    private static final List<String> JVM = List.of("-Xmx512m");

    static Program quarkus(String module) {
        return new Program(Optional.of(module), List.of(), Map.of());
    }

    /** A program on the class path of the runner. */
    static Program plain(String mainClass, String... arguments) {
        List<String> main = new ArrayList<>(List.of(mainClass));
        main.addAll(List.of(arguments));
        return new Program(Optional.empty(), main, Map.of());
    }

    Program with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(property, value);
        return new Program(module, main, more);
    }

    /** @param modules where the benchmarks are */
    List<String> command(Path modules, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM);
        environment.forEach((key, value) -> command.add("-D" + key + "=" + value));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (module.isPresent()) {
            command.addAll(List.of("-jar", jar(modules.resolve(module.get())).toString()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(main);
        }
        return command;
    }

    private static Path jar(Path module) {
        Path jar = module.resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("No packaged application in %s: expected %s; run ./mvnw -Pbench -Dbench.skip first"
                    .formatted(module, jar));
        }
        return jar;
    }
}
