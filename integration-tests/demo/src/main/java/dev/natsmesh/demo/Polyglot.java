package dev.natsmesh.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.ExternalCommand;
import dev.natsmesh.testkit.Node;
import dev.natsmesh.testkit.Progress;

/**
 * Another language in the same mesh: a service of nats.js takes its share of the storefront's calls and leaves without losing one,
 * and a client of nats.js calls the shop. Neither knows anything of this project.
 *
 * @param scripts where the service and the client are
 */
record Polyglot(Path scripts) implements Experiment {

    private static final String FOREIGN = "pricing-js";
    private static final int INSTANCES = Shop.PRICING.size() + 1;
    private static final int RATE = 200;
    private static final int SAMPLE = 2_000;
    private static final int UNKNOWN = 40;
    private static final Duration CLIENT_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "polyglot";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        if (!Node.isHere()) {
            findings.skipped("needs " + Node.NEEDED);
            return;
        }
        Path directory = Node.prepare("demo", scripts);
        try (Load.Running load = shop.load().atRate(RATE);
                Script service = Script.start(directory, shop.log(FOREIGN), "pricing.js", shop.servers(), FOREIGN)) {
            Progress.step("%s is ready (pid %d), under a load of %d calls/s", FOREIGN, service.pid(), RATE);
            LoadReport joined = load.report();
            load.awaitCalls(SAMPLE);
            load.report().since(joined).fair(findings, FOREIGN, INSTANCES);
            unknownArticles(shop, findings);
            foreignClient(shop, directory, findings);

            Progress.step("stopping %s", FOREIGN);
            service.stop();
            load.awaitCalls(2 * RATE);
            load.stop().noneFailed(findings);
        }
    }

    /** The exception is rebuilt in the storefront, whichever language has sent it. */
    private static void unknownArticles(Shop shop, Findings findings) throws InterruptedException {
        Map<String, Long> failures = shop.load("nothing").calls(UNKNOWN, 1).failures();
        findings.value("unknown", counts(failures))
                .expect(failures.equals(Map.of("404:UnknownSku", (long) UNKNOWN)), "an unknown article led to %s", failures);
    }

    private static void foreignClient(Shop shop, Path directory, Findings findings) throws IOException {
        Progress.step("%d calls by a client of nats.js", SAMPLE);
        ExternalCommand.Result result = new ExternalCommand("node", "client.js", shop.servers(), String.valueOf(SAMPLE), "16")
                .directory(directory).run(CLIENT_LIMIT);
        if (!result.succeeded()) {
            throw new IllegalStateException(result.toString());
        }
        JsonNode found = JSON.readTree(result.output());
        Map<String, Long> answers = JSON.convertValue(found.path("answers"), new TypeReference<>() {
        });
        JsonNode unknown = found.path("unknown");
        findings.value("client", counts(answers))
                .expect(answers.values().stream().mapToLong(Long::longValue).sum() == SAMPLE,
                        "the client of nats.js got %s and failures %s", answers, found.path("failures"))
                .expect(answers.size() == INSTANCES, "only %s answered the client of nats.js", answers.keySet())
                .expect(unknown.path("code").asText().equals("404") && unknown.path("error").asText().equals("UnknownSku")
                        && unknown.at("/body/sku").asText().equals("nothing"),
                        "an unknown article led to %s in nats.js", unknown);
    }

    private static String counts(Map<String, Long> counts) {
        return new TreeMap<>(counts).entrySet().stream().map(count -> count.getValue() + "x" + count.getKey())
                .collect(Collectors.joining(","));
    }
}
