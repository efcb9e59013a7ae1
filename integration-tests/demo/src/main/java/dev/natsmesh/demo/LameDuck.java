package dev.natsmesh.demo;

import dev.natsmesh.testkit.NatsServer;

/** The server that the storefront is on asks its clients to leave, as before an upgrade, and no call fails. */
final class LameDuck implements Experiment {

    private static final int RATE = 500;

    @Override
    public String name() {
        return "lame-duck";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(3 * RATE);
            NatsServer server = shop.serverOf(Shop.STOREFRONT);
            findings.value("leaving", server.name()).value("with", String.join(",", shop.connectionsTo(server)));
            Progress.step("lame duck mode of %s", server);
            server.lameDuck();
            shop.awaitMove(Shop.STOREFRONT, server);
            load.awaitCalls(4 * RATE);
            // It may still wait for clients that do not leave.
            server.kill();
            load.awaitCalls(RATE);
            load.stop().noneFailed(findings);
        }
    }
}
