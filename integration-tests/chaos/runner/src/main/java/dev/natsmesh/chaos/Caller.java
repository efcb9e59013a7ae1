package dev.natsmesh.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.natsmesh.testkit.QuarkusApplication;

/**
 * A process that calls.
 *
 * @param calls where it writes down what became of its calls; complete after {@link #stopCalling()}
 */
record Caller(QuarkusApplication process, Path calls) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    static Caller start(String name, Path modules, Path logs, String servers, long seed, double rate) {
        Path calls = logs.resolve(name + ".calls").toAbsolutePath();
        Caller caller = new Caller(
                QuarkusApplication.start(name, modules.resolve("caller"), logs.resolve(name + ".log"),
                        Map.of("quarkus.nats.servers", servers, "quarkus.nats.connection-name", name, "chaos.instance", name,
                                "quarkus.nats.timeout", Settings.DEADLINE.toMillis() + "ms", "chaos.seed", Long.toString(seed),
                                "chaos.rate", Double.toString(rate), "chaos.calls", calls.toString())),
                calls);
        caller.process.awaitReady(PATIENCE);
        return caller;
    }

    void startCalling() {
        Command.post(process, "/start");
    }

    /** Waits until all calls have ended. One that does not is written down as such. */
    void stopCalling() {
        Command.post(process, "/stop");
    }
}
