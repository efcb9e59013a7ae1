package dev.natsmesh.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import dev.natsmesh.testkit.Progress;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;

/** What a storefront does for a service that fails, or that must not be called too often; told by configuration alone. */
final class CallersGuards {

    private static final String PRICING = "quarkus.nats.clients.\"pricing\".";
    private static final byte[] NOTHING = new byte[0];
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CallersGuards() {
    }

    /** Every call fails: each is tried five times, and with the budget few are tried more than once. */
    static Experiment retryBudget() {
        int calls = 1_000;
        return of("retry-budget", (shop, findings) -> {
            shop.restart(Shop.STOREFRONT, Map.of(PRICING + "retry-budget.enabled", "false"));
            double without = requestsPerCall(shop, calls, 200);
            shop.restart(Shop.STOREFRONT, Map.of());
            double with = requestsPerCall(shop, calls, 200);
            findings.value("calls", calls).value("requests-per-call-without", "%.2f".formatted(without))
                    .value("requests-per-call-with", "%.2f".formatted(with))
                    .expect(without == 5, "without a budget a call was not 5 requests")
                    .expect(with > 1 && with <= 1.5, "with the budget a call was not between 1 and 1.5 requests");
        });
    }

    /** Every call fails: after 20 of them the service is left alone. */
    static Experiment circuitBreaker() {
        int calls = 200;
        return of("circuit-breaker", (shop, findings) -> {
            shop.restart(Shop.STOREFRONT, Map.of(PRICING + "retry.enabled", "false",
                    PRICING + "circuit-breaker.enabled", "true", PRICING + "circuit-breaker.delay", "60s"));
            double requests = calls * requestsPerCall(shop, calls, 1);
            findings.value("calls", calls).value("requests", Math.round(requests))
                    .expect(Math.round(requests) == 20, "the breaker let not 20 calls through");
        });
    }

    /** The services are well, but only 50 calls a minute are let through. */
    static Experiment rateLimit() {
        int calls = 200;
        return of("rate-limit", (shop, findings) -> {
            shop.restart(Shop.STOREFRONT, Map.of(PRICING + "retry.enabled", "false", PRICING + "rate-limit.value", "50",
                    PRICING + "rate-limit.window", "60s"));
            LoadReport report = shop.load().calls(calls, 10);
            findings.value("calls", report.calls()).value("answered", report.calls() - report.failed())
                    .value("refused", report.failed())
                    .expect(report.calls() - report.failed() == 50, "the limit let not 50 calls through: %s", report);
        });
    }

    /** Pricing is played by something that is never available, and counts. */
    private static double requestsPerCall(Shop shop, int calls, int outstanding) throws IOException, InterruptedException {
        for (String name : Shop.PRICING) {
            if (shop.running().containsKey(name)) {
                shop.stop(name);
            }
        }
        AtomicLong requests = new AtomicLong();
        Headers unavailable = new Headers().add("Nats-Service-Error-Code", "503").add("Nats-Service-Error", "unavailable");
        try (Connection connection = Nats.connect(shop.servers())) {
            connection.createDispatcher(request -> {
                requests.incrementAndGet();
                connection.publish(request.getReplyTo(), unavailable, NOTHING);
            }).subscribe("pricing.quote", "q");
            connection.flush(PATIENCE);
            shop.load().calls(calls, outstanding);
        } catch (TimeoutException e) {
            throw new IOException("the servers don't answer", e);
        }
        Progress.step("%d calls were %d requests", calls, requests.get());
        return (double) requests.get() / calls;
    }

    private static Experiment of(String name, Trial trial) {
        return new Experiment() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public void run(Shop shop, Findings findings) throws Exception {
                try {
                    trial.run(shop, findings);
                } finally {
                    shop.stop(Shop.STOREFRONT); // the next experiment has one with the usual configuration
                }
            }
        };
    }

    private interface Trial {

        void run(Shop shop, Findings findings) throws Exception;
    }
}
