package dev.natsmesh.demo;

import java.util.HashMap;
import java.util.Map;

import dev.natsmesh.testkit.Progress;

/** A new instance gets its share though nobody else is restarted; one that is stopped under load loses no call. */
final class JoinAndLeave implements Experiment {

    private static final int RATE = 200;
    private static final int SAMPLE = 2_000;
    private static final String THIRD = "pricing-3";

    @Override
    public String name() {
        return "join-leave";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        Map<String, Long> before = pids(shop);
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(RATE);
            shop.start(THIRD);
            LoadReport joined = load.report();
            load.awaitCalls(SAMPLE);
            load.report().since(joined).fair(findings, THIRD, 3);

            shop.stop(THIRD);
            load.awaitCalls(2 * RATE);
            load.stop().noneFailed(findings);
        }
        findings.expect(pids(shop).equals(before), "processes were %s and are %s", before, pids(shop));
    }

    private static Map<String, Long> pids(Shop shop) {
        Map<String, Long> pids = new HashMap<>();
        shop.running().values().forEach(application -> pids.put(application.name(), application.pid()));
        return pids;
    }
}
