package dev.natsmesh.demo;

import java.util.function.Consumer;

import dev.natsmesh.testkit.NatsServer;

/**
 * The server that the storefront is on goes away under load, and no idempotent call fails.
 *
 * @param name the experiment's name
 * @param what what is done to the server, for people
 * @param loss does it
 */
record ServerLoss(String name, String what, Consumer<NatsServer> loss) implements Experiment {

    private static final int RATE = 500;

    /** Without warning. */
    static ServerLoss byKill() {
        return new ServerLoss("node-loss", "kill -9", NatsServer::kill);
    }

    /** It asks its clients to leave, as before an upgrade. */
    static ServerLoss byLameDuckMode() {
        return new ServerLoss("lame-duck", "lame duck mode", NatsServer::lameDuck);
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(3 * RATE);
            NatsServer server = shop.serverOf(Shop.STOREFRONT);
            findings.value("server", server.name()).value("with", String.join(",", shop.connectionsTo(server)));
            Progress.step("%s of %s", what, server);
            loss.accept(server);
            shop.awaitMove(Shop.STOREFRONT, server);
            load.awaitCalls(4 * RATE);
            // A lame duck may still wait for clients that do not leave.
            server.kill();
            load.awaitCalls(RATE);
            load.stop().noneFailed(findings);
        }
    }
}
