package dev.natsmesh.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.natsmesh.testkit.QuarkusApplication;

/** An instance of the service. */
record Instance(QuarkusApplication process) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** @param runs where it writes down what it runs */
    static Instance start(String name, Path modules, Path logs, Path runs, String servers) {
        Instance instance = new Instance(QuarkusApplication.start(name, modules.resolve("service"), logs.resolve(name + ".log"),
                Map.of("quarkus.nats.servers", servers, "quarkus.nats.connection-name", name, "chaos.instance", name,
                        "chaos.runs", runs.toAbsolutePath().toString())));
        instance.process.awaitReady(PATIENCE);
        return instance;
    }

    String name() {
        return process.name();
    }

    /** Ends it without warning (SIGKILL). */
    void kill() {
        process.close();
    }

    /** Asks it to end (SIGTERM) and waits until it has. */
    void terminate() {
        process.stop(PATIENCE);
    }

    /** @param factor how many times as long as usual its answers take from now on */
    void slowDown(int factor) {
        Command.post(process, "/pace?factor=" + factor);
    }
}
