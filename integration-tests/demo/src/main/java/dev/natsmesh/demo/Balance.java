package dev.natsmesh.demo;

import dev.natsmesh.testkit.Progress;

/** Calls are spread evenly over the instances of a service. */
final class Balance implements Experiment {

    private static final int CALLS = 20_000;
    private static final int OUTSTANDING = 64;

    @Override
    public String name() {
        return "balance";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        Progress.step("%d calls, %d at a time", CALLS, OUTSTANDING);
        long start = System.nanoTime();
        LoadReport report = shop.load().calls(CALLS, OUTSTANDING);
        double seconds = (System.nanoTime() - start) / 1e9;
        report.noneFailed(findings);
        Shop.PRICING.forEach(instance -> report.fair(findings, instance, Shop.PRICING.size()));
        findings.value("rate", "%.0f/s".formatted(CALLS / seconds));
    }
}
