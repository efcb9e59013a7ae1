package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.config.NatsClientConfig;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.config.NatsMethodConfig;
import dev.natsmesh.runtime.config.NatsRetryBudgetConfig;

/** Finds the mistakes in what is configured for calls: names that no contract has, and values that make no sense. */
public final class ClientSettings {

    private static final int MOST_PER_SECOND = 1_000_000;

    private final Map<String, NatsClientConfig> clients;
    private final List<Operation> operations;
    private final List<String> problems = new ArrayList<>();

    /** @param operations what the application can call */
    public ClientSettings(Map<String, NatsClientConfig> clients, List<Operation> operations) {
        this.clients = clients;
        this.operations = operations;
    }

    /** All that there are, each with the key that it is about, below {@code quarkus.nats}. */
    public List<String> problems() {
        clients.forEach((service, config) -> {
            if (service.equals(NatsConfig.ALL_CLIENTS)) {
                values("clients", config);
                budget("clients", config.retryBudget());
                config.methods().keySet().forEach(method -> problems.add(
                        "clients.methods.\"%s\": methods belong to a service; expected clients.\"<service>\".methods.\"%s\""
                                .formatted(method, method)));
            } else {
                service(service, config);
            }
        });
        return List.copyOf(problems);
    }

    private void service(String service, NatsClientConfig config) {
        String key = "clients.\"%s\"".formatted(service);
        List<Operation> known = operations.stream().filter(operation -> operation.service().equals(service)).toList();
        if (known.isEmpty()) {
            problems.add("%s: no contract is of a service with that name; expected %s".formatted(key,
                    names(operations.stream().map(Operation::service).toList())));
        }
        values(key, config);
        budget(key, config.retryBudget());
        config.methods().forEach((method, settings) -> {
            String methodKey = "%s.methods.\"%s\"".formatted(key, method);
            List<Operation> named = known.stream().filter(operation -> operation.method().equals(method)).toList();
            if (!known.isEmpty() && named.isEmpty()) {
                problems.add("%s: no contract of the service has such a method; expected %s".formatted(methodKey,
                        names(known.stream().map(Operation::method).toList())));
            }
            values(methodKey, settings);
            named.stream().filter(operation -> !operation.kind().endsOnce() && Settings.guards(settings)).forEach(
                    operation -> problems.add("%s: %s has no single end that could be guarded; expected the timeout alone"
                            .formatted(methodKey, operation)));
            named.stream().filter(operation -> isHedged(settings) && !Policies.canHedge(operation)).forEach(
                    operation -> problems.add("%s.hedging: %s can't be called a second time; expected a method that is"
                            .formatted(methodKey, operation) + " @Idempotent, with one reply"));
        });
    }

    private static boolean isHedged(NatsMethodConfig settings) {
        return settings.hedging().enabled().orElse(false);
    }

    private static String names(List<String> names) {
        return names.isEmpty()
                ? "no key at all, as there is no contract"
                : names.stream().filter(name -> !name.isEmpty()).distinct().sorted()
                        .map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private void values(String key, NatsMethodConfig config) {
        check(key + ".timeout", config.timeout(), ClientSettings::isPositive, "more than zero");
        check(key + ".no-responders-wait", config.noRespondersWait(), ClientSettings::isNotNegative, "zero or more");
        check(key + ".retry.max-retries", config.retry().maxRetries(), value -> value >= -1, "-1 or more");
        check(key + ".retry.delay", config.retry().delay(), ClientSettings::isNotNegative, "zero or more");
        check(key + ".retry.jitter", config.retry().jitter(), ClientSettings::isNotNegative, "zero or more");
        check(key + ".retry.max-duration", config.retry().maxDuration(), ClientSettings::isNotNegative, "zero or more");
        check(key + ".retry.factor", config.retry().factor(), value -> value >= 1, "1 or more");
        check(key + ".retry.max-delay", config.retry().maxDelay(), ClientSettings::isNotNegative, "zero or more");
        check(key + ".circuit-breaker.request-volume-threshold", config.circuitBreaker().requestVolumeThreshold(),
                value -> value >= 1, "1 or more");
        check(key + ".circuit-breaker.failure-ratio", config.circuitBreaker().failureRatio(),
                value -> value >= 0 && value <= 1, "0 to 1");
        check(key + ".circuit-breaker.delay", config.circuitBreaker().delay(), ClientSettings::isNotNegative,
                "zero or more");
        check(key + ".circuit-breaker.success-threshold", config.circuitBreaker().successThreshold(), value -> value >= 1,
                "1 or more");
        check(key + ".bulkhead.value", config.bulkhead().value(), value -> value >= 1, "1 or more");
        check(key + ".bulkhead.waiting-task-queue", config.bulkhead().waitingTaskQueue(), value -> value >= 0,
                "zero or more");
        check(key + ".rate-limit.value", config.rateLimit().value(), value -> value >= 1, "1 or more");
        check(key + ".rate-limit.window", config.rateLimit().window(), ClientSettings::isPositive, "more than zero");
        check(key + ".rate-limit.min-spacing", config.rateLimit().minSpacing(), ClientSettings::isNotNegative,
                "zero or more");
        check(key + ".hedging.quantile", config.hedging().quantile(), ClientSettings::isPart, "more than 0, less than 1");
        check(key + ".hedging.min-delay", config.hedging().minDelay(), ClientSettings::isNotNegative, "zero or more");
    }

    private static boolean isPart(double value) {
        return value > 0 && value < 1;
    }

    private void budget(String key, NatsRetryBudgetConfig budget) {
        check(key + ".retry-budget.ratio", budget.ratio(), value -> value >= 0, "zero or more");
        check(key + ".retry-budget.min-retries-per-second", budget.minRetriesPerSecond(),
                value -> value >= 0 && value <= MOST_PER_SECOND, "0 to " + MOST_PER_SECOND);
    }

    private <T> void check(String key, Optional<T> value, Predicate<T> isGood, String expected) {
        value.filter(isGood.negate()).ifPresent(bad -> problems.add("%s is %s; expected %s".formatted(key, bad, expected)));
    }

    private static boolean isPositive(Duration value) {
        return isNotNegative(value) && !value.isZero();
    }

    private static boolean isNotNegative(Duration value) {
        return !value.isNegative();
    }
}
