package dev.natsmesh.demo;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;

/** A purchase is one trace through three processes: the storefront, pricing and the inventory log the trace id of the caller. */
final class Trace implements Experiment {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public void run(Shop shop, Findings findings) throws Exception {
        String id = UUID.randomUUID().toString().replace("-", "");
        Progress.step("buying a lamp in trace %s", id);
        HttpResponse<String> sale = shop.buy("00-" + id + "-00f067aa0ba902b7-01");
        findings.value("traceId", id).expect(sale.statusCode() == 200, "the purchase ended with %d %s", sale.statusCode(),
                sale.body());
        List<String> services = List.of("storefront", "pricing", "inventory");
        try {
            Poll.until("the trace in all logs", PATIENCE, () -> services.equals(loggedBy(shop, services, id)));
        } catch (IllegalStateException e) {
            findings.expect(false, "the trace is only in the logs of %s", loggedBy(shop, services, id));
        }
        findings.value("processes", loggedBy(shop, services, id).size());
    }

    private static List<String> loggedBy(Shop shop, List<String> services, String traceId) {
        return services.stream().filter(service -> shop.running().values().stream()
                .filter(application -> application.name().startsWith(service))
                .anyMatch(application -> application.log().contains("traceId=" + traceId))).toList();
    }
}
