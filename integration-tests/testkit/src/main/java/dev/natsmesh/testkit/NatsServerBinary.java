package dev.natsmesh.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The nats-server executable the test kit runs.
 *
 * @param path where it is
 * @param version what it says of itself, e.g. {@code 2.15.2}
 */
public record NatsServerBinary(Path path, String version) {

    /** Marks that this JVM has said which server it uses; a property because Quarkus tests load this class several times. */
    private static final String ANNOUNCED = "natsmesh.nats-server.announced";

    private static NatsServerBinary located;
    private static IllegalStateException failure;

    /**
     * Finds the executable: what the environment variable {@code NATS_SERVER} names, else {@code nats-server} on the PATH, else one
     * fetched into {@code .cache/nats-server} below the project's root. Searches once per class loader; a failure is remembered too.
     */
    public static synchronized NatsServerBinary locate() {
        if (failure != null) {
            throw failure;
        }
        if (located == null) {
            try {
                located = new BinarySearch(System.getenv(), NatsServerBinary::projectRoot).find();
            } catch (IllegalStateException e) {
                failure = e;
                throw e;
            }
            if (System.getProperty(ANNOUNCED) == null) {
                System.setProperty(ANNOUNCED, located.path().toString());
                System.out.println("nats-server " + located.version() + " from " + located.path());
            }
        }
        return located;
    }

    static Path projectRoot() {
        String named = System.getProperty("natsmesh.root");
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("mvnw")) && Files.exists(directory.resolve("pom.xml"))) {
                return directory;
            }
        }
        throw new IllegalStateException(
                "No place to fetch a nats-server to: neither %s nor a directory above it has mvnw and pom.xml; "
                        .formatted(start)
                        + "name the project's root with -Dnatsmesh.root=..., or an executable with NATS_SERVER");
    }
}
