package dev.natsmesh.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.natsmesh.testkit.Progress;

/**
 * One of three instances takes ten times as long as the others. Where NATS chooses, a third of the calls are slow; where the caller does
 * by latency, hardly any is.
 */
final class LeastLatency implements Experiment {

    private static final int RATE = 40;
    private static final int WARM_UP = 120;
    private static final int CALLS = 480;
    private static final String THIRD = "pricing-3";
    private static final String LOOK = "shop.look";
    private static final String BALANCER = "quarkus.nats.clients.\"appraisal\".balancer";

    @Override
    public String name() {
        return "least-latency";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        try {
            List<CompletableFuture<Void>> starting = Stream.of(Shop.PRICING.get(0), Shop.PRICING.get(1), THIRD)
                    .map(name -> CompletableFuture.runAsync(
                            () -> shop.restart(name, Map.of(LOOK, name.equals(THIRD) ? "400ms" : "40ms"))))
                    .toList();
            starting.forEach(CompletableFuture::join);
            LoadReport anyone = measure(shop, "queue-group");
            LoadReport fastest = measure(shop, "least-latency");
            Duration p99 = fastest.p99();
            findings.value("calls", anyone.calls() + fastest.calls()).value("failed", anyone.failed() + fastest.failed())
                    .value("p99-queue-group", anyone.p99().toMillis() + "ms").value("p99", p99.toMillis() + "ms")
                    .expect(anyone.failed() + fastest.failed() == 0, "failures %s, %s", anyone.failures(), fastest.failures())
                    .expect(p99.multipliedBy(2).compareTo(anyone.p99()) <= 0,
                            "the 99th percentile is more than half of the queue group's");
        } finally {
            // The next experiment has some with the usual configuration.
            List.copyOf(shop.running().keySet()).stream().filter(name -> !name.equals(Shop.INVENTORY)).forEach(shop::stop);
        }
    }

    private static LoadReport measure(Shop shop, String balancer) throws InterruptedException {
        shop.restart(Shop.STOREFRONT, Map.of(BALANCER, balancer));
        shop.appraisals().calls(WARM_UP, 4);
        Progress.step("%s, %d calls/s", balancer, RATE);
        try (Load.Running load = shop.appraisals().atRate(RATE)) {
            load.awaitCalls(CALLS);
            return load.stop();
        }
    }
}
