package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ports a server listens on. */
record ServerPorts(int client, Optional<Integer> monitoring, Optional<Integer> cluster) {

    /** What nats-server takes for "any free port". */
    static final int FREE = -1;
    static final ServerPorts ANY = new ServerPorts(FREE, Optional.empty(), Optional.empty());

    static ServerPorts anyExceptCluster(int cluster) {
        return new ServerPorts(FREE, Optional.empty(), Optional.of(cluster));
    }

    /** Waits for the file in which a server tells the ports it found. */
    static ServerPorts announcedBy(NatsServer server, Path directory, Duration limit) {
        return Poll.untilPresent("a ports file in " + directory, limit, () -> {
            ClientPort.requireAlive(server);
            return read(directory);
        });
    }

    /** The file's name begins with the executable's, which may be any, so take the only file there is. */
    private static Optional<ServerPorts> read(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> file = files.filter(path -> path.toString().endsWith(".ports")).findFirst();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            String json = Files.readString(file.get()).strip();
            // It is not written atomically.
            return json.endsWith("}")
                    ? port(json, "nats")
                            .map(client -> new ServerPorts(client, port(json, "monitoring"), port(json, "cluster")))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the ports in " + directory, e);
        }
    }

    private static Optional<Integer> port(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":\\s*\\[\\s*\"[^\"]*:(\\d+)\"").matcher(json);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
