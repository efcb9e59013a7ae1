package dev.natsmesh.deployment.devservices;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Where a NATS server can be had from. */
sealed interface ServerSource {

    /** The name of NATS' own executable. */
    String EXECUTABLE = "nats-server";

    record Executable(Path path) implements ServerSource {
    }

    record Container() implements ServerSource {
    }

    /** There is none; the advice says how to get one. */
    record Nowhere(String advice) implements ServerSource {
    }

    /**
     * Chooses the first there is: the named command, Docker, {@code nats-server} on the PATH. Docker is asked only if it matters,
     * for its answer takes time.
     */
    static ServerSource choose(Optional<String> command, BooleanSupplier docker, ExecutableSearch search) {
        if (command.isPresent()) {
            return new Executable(search.find(command.get()).orElseThrow(() -> new ConfigurationException(
                    ("quarkus.nats.devservices.command is '%s', which is no executable file, nor the name of one on the PATH; expected "
                            + "the path or name of nats-server, or no value").formatted(command.get()))));
        }
        if (docker.getAsBoolean()) {
            return new Container();
        }
        return search.find(EXECUTABLE).<ServerSource>map(Executable::new).orElseGet(() -> new Nowhere(
                "No NATS server could be started for development: quarkus.nats.servers is not set, Docker is not running, and the PATH "
                        + "has no nats-server. Install nats-server (https://github.com/nats-io/nats-server/releases) or name its "
                        + "executable with quarkus.nats.devservices.command, or start Docker, or set quarkus.nats.servers. "
                        + "Until then the application tries to connect to nats://localhost:4222"));
    }
}
