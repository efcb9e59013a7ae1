package dev.natsmesh.demo;

import java.time.Duration;

import dev.natsmesh.testkit.Progress;

/** All servers are restarted under load, one after the other, and no idempotent call fails. */
final class RollingRestart implements Experiment {

    private static final int RATE = 500;

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        shop.load().calls(RATE, 16);
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(2 * RATE);
            long start = System.nanoTime();
            shop.restartServers();
            findings.value("restarted-within", Duration.ofNanos(System.nanoTime() - start).toMillis() + "ms");
            load.awaitCalls(2 * RATE);
            load.stop().noneFailed(findings);
        }
    }
}
