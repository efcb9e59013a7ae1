package dev.natsmesh.demo;

import dev.natsmesh.testkit.NatsServer;

/** The server that the storefront is on is killed under load, and no idempotent call fails. */
final class NodeLoss implements Experiment {

    private static final int RATE = 500;

    @Override
    public String name() {
        return "node-loss";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(3 * RATE);
            NatsServer server = shop.serverOf(Shop.STOREFRONT);
            findings.value("killed", server.name()).value("with", String.join(",", shop.connectionsTo(server)));
            Progress.step("kill -9 of %s", server);
            server.kill();
            shop.awaitMove(Shop.STOREFRONT, server);
            load.awaitCalls(4 * RATE);
            load.stop().noneFailed(findings);
        }
    }
}
