package dev.natsmesh.demo;

import java.util.Map;

import dev.natsmesh.testkit.Progress;

/** Calls are aborted, delayed, and lose their reply on purpose: as many as were asked for, and nothing else goes wrong. */
final class InjectedFaults implements Experiment {

    private static final String TRAFFIC = "quarkus.nats.traffic.\"pricing\".";
    private static final int CALLS = 10_000;
    private static final int OUTSTANDING = 64;
    private static final double ABORTED = 0.1;
    private static final double DELAYED = 0.2;
    private static final double DROPPED = 0.02;

    @Override
    public String name() {
        return "fault-injection";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        shop.restart(Shop.STOREFRONT, Map.of("quarkus.nats.fault-injection.enabled", "true",
                "quarkus.nats.clients.\"pricing\".retry.enabled", "false",
                TRAFFIC + "timeout", "500ms",
                TRAFFIC + "faults[0].percent", percent(ABORTED), TRAFFIC + "faults[0].abort", "503",
                TRAFFIC + "faults[1].percent", percent(DELAYED), TRAFFIC + "faults[1].delay", "50ms",
                TRAFFIC + "faults[2].percent", percent(DROPPED), TRAFFIC + "faults[2].drop-reply", "true"));
        try {
            Progress.step("%d calls, %d at a time", CALLS, OUTSTANDING);
            LoadReport report = shop.load().calls(CALLS, OUTSTANDING);
            long aborted = injected(shop, "abort");
            long dropped = injected(shop, "dropped_reply");
            findings.value("calls", report.calls());
            // What the first fault hits, the second one doesn't get.
            Shares.expect(findings, "aborted", aborted, CALLS, ABORTED);
            Shares.expect(findings, "delayed", injected(shop, "delay"), CALLS, (1 - ABORTED) * DELAYED);
            Shares.expect(findings, "dropped", dropped, CALLS, (1 - ABORTED) * (1 - DELAYED) * DROPPED);
            findings.value("failures", report.failures())
                    .expect(report.failures().getOrDefault("503:CallRefusedException", 0L) == aborted,
                            "not all that was aborted failed as refused, or more did")
                    .expect(report.failures().getOrDefault("504:CallTimeoutException", 0L) == dropped,
                            "not all that lost their reply timed out, or more did")
                    .expect(report.failed() == aborted + dropped, "something else went wrong");
        } finally {
            shop.stop(Shop.STOREFRONT); // the next experiment has one with the usual configuration
        }
    }

    private static long injected(Shop shop, String kind) {
        return (long) shop.metricIfThere(Shop.STOREFRONT,
                "nats_mesh_faults_injected_total\\{[^}]*kind=\"%s\"[^}]*}".formatted(kind)).orElse(0);
    }

    private static String percent(double share) {
        return Double.toString(100 * share);
    }
}
