package dev.natsmesh.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.natsmesh.runtime.config.NatsLimitsConfig;
import dev.natsmesh.runtime.config.NatsServiceConfig;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceEndpoint;
import dev.natsmesh.traffic.SemanticVersion;

/** Says all that is wrong with the configuration of services: names that nobody serves, numbers that can't be, queues in front of nothing. */
final class LimitsConfiguration {

    private final Map<String, Map<String, ServiceEndpoint>> served = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private LimitsConfiguration(ServiceCatalog catalog) {
        for (ServiceDefinition service : catalog.services()) {
            Map<String, ServiceEndpoint> endpoints = served.computeIfAbsent(service.name(), name -> new TreeMap<>());
            service.endpoints().forEach(endpoint -> endpoints.put(endpoint.operation().name(), endpoint));
        }
    }

    static List<String> problems(Map<String, NatsServiceConfig> services, ServiceCatalog catalog) {
        LimitsConfiguration configuration = new LimitsConfiguration(catalog);
        services.forEach(configuration::service);
        return configuration.problems;
    }

    private void service(String name, NatsServiceConfig config) {
        boolean every = name.equals(NatsServiceConfig.EVERY);
        String key = every ? "services" : "services.\"%s\"".formatted(name);
        if (!every && !served.containsKey(name)) {
            problems.add("%s: this application serves no service of that name; expected one of %s".formatted(key,
                    served.keySet()));
            return;
        }
        config.version().filter(version -> !SemanticVersion.isOne(version)).ifPresent(version -> problems.add(
                "%s.version is '%s'; expected a semantic version as in 1.2.0".formatted(key, version)));
        numbers(key, config);
        boolean limited = config.concurrency().isPresent() || config.adaptiveConcurrency().enabled().orElse(false);
        if (!every && config.queue().isPresent() && !limited) {
            problems.add("%s.queue: nothing limits how many calls run, so none would wait; expected concurrency too"
                    .formatted(key));
        }
        config.endpoints().forEach((endpoint, limits) -> endpoint(key, every ? null : name, endpoint, limits));
    }

    /** @param service {@code null} for each */
    private void endpoint(String parent, String service, String name, NatsLimitsConfig config) {
        String key = "%s.endpoints.\"%s\"".formatted(parent, name);
        List<ServiceEndpoint> meant = served.entrySet().stream()
                .filter(entry -> service == null || entry.getKey().equals(service))
                .filter(entry -> entry.getValue().containsKey(name)).map(entry -> entry.getValue().get(name)).toList();
        if (meant.isEmpty()) {
            problems.add("%s: there is no endpoint of that name; expected one of %s".formatted(key, names(service)));
            return;
        }
        numbers(key, config);
        boolean limited = config.concurrency().isPresent() || config.adaptiveConcurrency().enabled().orElse(false)
                || meant.stream().anyMatch(ServiceEndpoint::holdsWorker);
        if (service != null && config.queue().isPresent() && !limited) {
            problems.add("%s.queue: nothing limits how many calls run, so none would wait; expected concurrency too"
                    .formatted(key));
        }
    }

    private Set<String> names(String service) {
        Set<String> names = new TreeSet<>();
        served.forEach((name, endpoints) -> {
            if (service == null || service.equals(name)) {
                names.addAll(endpoints.keySet());
            }
        });
        return names;
    }

    private void numbers(String key, NatsLimitsConfig config) {
        atLeast(1, key + ".concurrency", config.concurrency());
        atLeast(0, key + ".queue", config.queue());
        atLeast(1, key + ".rate", config.rate());
    }

    private void atLeast(int least, String key, OptionalInt value) {
        if (value.isPresent() && value.getAsInt() < least) {
            problems.add("%s is %d; expected %d or more".formatted(key, value.getAsInt(), least));
        }
    }
}
