package dev.natsmesh.demo;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.natsmesh.testkit.Progress;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.service.Discovery;
import io.nats.service.Endpoint;
import io.nats.service.InfoResponse;

/** A client that knows nothing of the shop finds its services, their instances, versions and endpoints, and their counts. */
final class WireDiscovery implements Experiment {

    private static final int MAX_MILLIS = 1_000;
    private static final int CALLS = 100;

    private record Expected(String service, String version, int instances, Map<String, String> endpoints) {
    }

    private static final List<Expected> EXPECTED = List.of(
            new Expected("appraisal", "1.0.0", 2, endpoints("appraisal", "appraise")),
            new Expected("baskets", "1.0.0", 2, endpoints("baskets", "put")),
            new Expected("inventory", "1.0.0", 1,
                    endpoints("inventory", "awaitEnough", "deliver", "reserve", "stock", "watch")),
            new Expected("pricing", "1.2.0", 2, endpoints("pricing", "history", "prices", "quote", "sell", "whenAvailable")));

    private static Map<String, String> endpoints(String service, String... names) {
        return Stream.of(names).collect(Collectors.toMap(Function.identity(), name -> service + "." + name));
    }

    @Override
    public String name() {
        return "discovery";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        Progress.step("asking the wire what there is");
        Options options = Options.builder().servers(shop.servers().split(",")).build();
        try (Connection connection = Nats.connect(options)) {
            Discovery discovery = new Discovery(connection, MAX_MILLIS, Integer.MAX_VALUE);
            Map<String, List<InfoResponse>> found = discovery.info().stream()
                    .collect(Collectors.groupingBy(InfoResponse::getName, TreeMap::new, Collectors.toList()));
            findings.expect(found.keySet().equals(EXPECTED.stream().map(Expected::service).collect(Collectors.toSet())),
                    "services on the wire: %s", found.keySet());
            EXPECTED.forEach(expected -> compare(expected, found.getOrDefault(expected.service(), List.of()), findings));
            countsGrow(shop, discovery, findings);
        }
    }

    private static void compare(Expected expected, List<InfoResponse> found, Findings findings) {
        String service = expected.service();
        findings.value(service, found.size() + "x" + found.stream().map(InfoResponse::getVersion).distinct()
                .collect(Collectors.joining("/")))
                .expect(found.size() == expected.instances(), "%d instances of %s instead of %d", found.size(), service,
                        expected.instances())
                .expect(found.stream().map(InfoResponse::getId).distinct().count() == found.size(),
                        "instances of %s share an id", service);
        for (InfoResponse instance : found) {
            Map<String, String> endpoints = instance.getEndpoints().stream()
                    .collect(Collectors.toMap(Endpoint::getName, Endpoint::getSubject));
            findings.expect(instance.getVersion().equals(expected.version()), "version %s of %s instead of %s",
                    instance.getVersion(), service, expected.version())
                    .expect(endpoints.equals(expected.endpoints()), "endpoints %s of %s instead of %s", endpoints, service,
                            expected.endpoints());
        }
        findings.value(service + "-endpoints", found.stream().map(InfoResponse::getEndpoints).flatMap(Collection::stream)
                .map(Endpoint::getName).distinct().sorted().collect(Collectors.joining(",")));
    }

    private static void countsGrow(Shop shop, Discovery discovery, Findings findings) throws InterruptedException {
        long before = requests(discovery);
        LoadReport report = shop.load().calls(CALLS, 1);
        long counted = requests(discovery) - before;
        findings.value("counted", counted)
                .expect(report.failed() == 0, "failures %s", report.failures())
                .expect(counted == CALLS, "%d requests counted on the wire instead of %d", counted, CALLS);
    }

    private static long requests(Discovery discovery) {
        return discovery.stats("pricing").stream().flatMap(instance -> instance.getEndpointStatsList().stream())
                .filter(endpoint -> endpoint.getName().equals("quote"))
                .mapToLong(endpoint -> endpoint.getNumRequests()).sum();
    }
}
