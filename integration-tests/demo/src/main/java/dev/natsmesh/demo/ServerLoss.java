package dev.natsmesh.demo;

import java.time.Duration;
import java.util.function.Consumer;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.Progress;

/**
 * The server that the storefront is on, and none of the services, goes away under load. No idempotent call fails, and none takes
 * much longer than it takes to notice.
 *
 * @param name the experiment's name
 * @param what what is done to the server, for people
 * @param loss does it
 * @param seconds how long the load lasts
 * @param p99 what 99 of 100 calls should take at most
 * @param longest what the longest call should take at most
 */
record ServerLoss(String name, String what, Consumer<NatsServer> loss, int seconds, Duration p99,
        Duration longest) implements Experiment {

    private static final int RATE = 500;
    private static final int SECONDS_BEFORE = 3;
    private static final int WARM_UP_CALLS = 3_000;

    /** Without warning. */
    static ServerLoss byKill() {
        return new ServerLoss("node-loss", "kill -9", NatsServer::kill, 8, Duration.ofMillis(100), Duration.ofMillis(100));
    }

    /** It asks its clients to leave, as before an upgrade. */
    static ServerLoss byLameDuckMode() {
        return new ServerLoss("lame-duck", "lame duck mode", NatsServer::lameDuck, 8, Duration.ofMillis(50),
                Duration.ofMillis(50));
    }

    /** It stands still, and keeps its connections. */
    static ServerLoss byFreeze() {
        return new ServerLoss("frozen-node", "SIGSTOP", NatsServer::freeze, 30, Duration.ofMillis(250),
                Duration.ofSeconds(1));
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        NatsServer server = shop.separate();
        shop.load().calls(WARM_UP_CALLS, 16);
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(SECONDS_BEFORE * RATE);
            findings.value("server", server.name()).value("with", String.join(",", shop.connectionsTo(server)));
            Progress.step("%s of %s", what, server);
            loss.accept(server);
            shop.awaitMove(Shop.STOREFRONT, server);
            load.awaitCalls((seconds - SECONDS_BEFORE - 1) * RATE);
            // A lame duck may still wait for clients that do not leave.
            server.kill();
            load.awaitCalls(RATE);
            LoadReport report = load.stop();
            report.noneFailed(findings);
            report.within(findings, p99, longest);
        }
    }
}
