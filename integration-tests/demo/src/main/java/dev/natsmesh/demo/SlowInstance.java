package dev.natsmesh.demo;

import java.io.IOException;
import java.time.Duration;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;

/**
 * An instance hangs under load: its process stands still, and its connection stays. Callers leave it out, no idempotent call fails,
 * and once it goes on it gets calls again.
 */
final class SlowInstance implements Experiment {

    private static final int RATE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EJECTED = "rpc_client_instances_ejected";

    @Override
    public String name() {
        return "slow-instance";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        String hanging = Shop.PRICING.get(1);
        Progress.step("load of %d calls/s", RATE);
        try (Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(2 * RATE);
            Progress.step("%s hangs", shop.application(hanging));
            signal("STOP", shop, hanging);
            long start = System.nanoTime();
            try {
                Poll.until("the storefront to leave it out", PATIENCE, () -> ejected(shop) == 1);
                findings.value("leftOutAfter", Duration.ofNanos(System.nanoTime() - start).toMillis() + "ms");
                // Those that had gone there are repeated elsewhere when their time is over.
                load.awaitCalls(3 * RATE);
                LoadReport before = load.report();
                load.awaitCalls(2 * RATE);
                double share = load.report().since(before).share(hanging);
                findings.value("shareWhileItHangs", "%.1f%%".formatted(share))
                        .expect(share == 0, "%s has answered while it hung", hanging);
            } finally {
                signal("CONT", shop, hanging);
            }
            Poll.until("the storefront to call it again", PATIENCE, () -> ejected(shop) == 0);
            LoadReport before = load.report();
            load.awaitCalls(2 * RATE);
            double share = load.report().since(before).share(hanging);
            findings.value("shareAfter", "%.1f%%".formatted(share)).expect(share > 10, "%s gets hardly any calls", hanging);
            load.stop().noneFailed(findings);
        }
    }

    private static double ejected(Shop shop) {
        return shop.metricIfThere(Shop.STOREFRONT, EJECTED).orElse(0);
    }

    private static void signal(String name, Shop shop, String application) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(shop.application(application).pid())).inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -%s %s: %d".formatted(name, application, status));
        }
    }
}
