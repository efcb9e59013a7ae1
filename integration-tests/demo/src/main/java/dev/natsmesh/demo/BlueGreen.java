package dev.natsmesh.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.natsmesh.testkit.Progress;

/** All calls move to a new version by one write, and back by another, and none is lost. */
final class BlueGreen implements Experiment {

    private static final int RATE = 500;
    private static final String BLUE = "1.2.0";
    private static final String GREEN = "1.3.0";
    private static final List<String> GREEN_INSTANCES = List.of("pricing-3", "pricing-4");
    /** What the change may take on an idle machine. */
    private static final Duration TARGET = Duration.ofMillis(100);
    /** What it doesn't take, unless it doesn't work. */
    private static final Duration FAR = TARGET.multipliedBy(10);

    @Override
    public String name() {
        return "blue-green";
    }

    @Override
    public void run(Shop shop, Findings findings) throws Exception {
        GREEN_INSTANCES.parallelStream().forEach(name -> shop.restart(name,
                Map.of("quarkus.nats.services.version", GREEN, "quarkus.nats.services.dark", "true")));
        try (PolicyBucket bucket = PolicyBucket.open(shop, "pricing"); Load.Running load = shop.load().atRate(RATE)) {
            bucket.awaitFollowed(bucket.all(BLUE));
            load.awaitCalls(RATE);
            move(bucket, GREEN, load, Shop.PRICING, GREEN_INSTANCES, findings, "switched");
            move(bucket, BLUE, load, GREEN_INSTANCES, Shop.PRICING, findings, "returned");
            load.stop().noneFailed(findings);
        }
    }

    /** Writes once, and says when the last answer of those came that were called before. */
    private static void move(PolicyBucket bucket, String version, Load.Running load, List<String> from, List<String> to,
            Findings findings, String what) throws Exception {
        Progress.step("all calls to version %s", version);
        long start = System.nanoTime();
        bucket.all(version);
        load.awaitCalls(RATE);
        LoadReport moved = load.report();
        load.awaitCalls(2 * RATE);
        LoadReport after = load.report().since(moved);
        Duration last = Duration.ofNanos(Math.max(0, from.stream().mapToLong(load::lastAnswer).max().orElse(start) - start));
        findings.value(what + "-after", last.toMillis() + "ms")
                .value(what + "-target", last.compareTo(TARGET) <= 0 ? "met" : "missed")
                .expect(last.compareTo(FAR) <= 0, "an old answer came after %d ms", last.toMillis());
        from.forEach(name -> findings.expect(after.share(name) == 0, "%s still gets calls", name));
        to.forEach(name -> findings.expect(after.share(name) > 0, "%s gets no calls", name));
    }
}
