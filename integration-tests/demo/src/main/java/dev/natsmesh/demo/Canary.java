package dev.natsmesh.demo;

import java.util.Map;

import dev.natsmesh.testkit.Progress;

/** A new version, started in the dark, gets a tenth of the calls, then half, then all of them, and no call is lost. */
final class Canary implements Experiment {

    private static final int CALLS = 20_000;
    private static final int OUTSTANDING = 64;
    private static final int RATE = 200;
    private static final String OLD = "1.2.0";
    private static final String NEW = "1.3.0";
    private static final String NEW_INSTANCE = "pricing-3";

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public void run(Shop shop, Findings findings) throws Exception {
        shop.restart(NEW_INSTANCE, Map.of("quarkus.nats.services.version", NEW, "quarkus.nats.services.dark", "true"));
        LoadReport before = shop.load().calls(RATE, OUTSTANDING);
        findings.expect(before.share(NEW_INSTANCE) == 0, "the dark instance got calls: %s", before.answers());
        try (PolicyBucket bucket = PolicyBucket.open(shop, "pricing"); Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(RATE);
            for (int percent : new int[]{ 10, 50, 100 }) {
                Progress.step("%d %% to version %s", percent, NEW);
                bucket.awaitFollowed(bucket.put("""
                        {"split":[{"version":"%s","percent":%d},{"version":"%s","percent":%d}]}"""
                        .formatted(OLD, 100 - percent, NEW, percent)));
                LoadReport report = shop.load().calls(percent == 100 ? CALLS / 10 : CALLS, OUTSTANDING);
                double expected = percent / 100.0;
                double deviation = 100 * Math.sqrt(expected * (1 - expected) / report.calls());
                double share = report.share(NEW_INSTANCE);
                findings.value("at-" + percent, "%.2f%%".formatted(share))
                        .expect(Math.abs(share - percent) <= 3 * deviation,
                                "%.2f %% is not within 3 standard deviations (%.2f) of %d %%",
                                share, deviation, percent)
                        .expect(report.failed() == 0, "failures at %d %%: %s", percent, report.failures());
            }
            load.stop().noneFailed(findings);
        }
    }
}
