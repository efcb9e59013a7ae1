package dev.natsmesh.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.Progress;

/** Each way in which a call can fail arrives at the storefront as what it is, from one call away or from two. */
final class Errors implements Experiment {

    /** As many as the inventory lets wait at once. */
    private static final int SEATS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "errors";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException {
        Progress.step("what happens, and what the storefront answers:");
        CompletableFuture<?>[] waiting = IntStream.rangeClosed(0, SEATS)
                .mapToObj(i -> shop.get("/quotes/clock/available?count=1000")).toArray(CompletableFuture[]::new);
        row(findings, "declared exception", shop.post("/orders", "{\"sku\":\"clock\",\"count\":6}"),
                409, "OutOfStock", "{\"sku\":\"clock\",\"left\":5}");
        row(findings, "declared, with a code", shop.get("/quotes/nothing"),
                404, "UnknownSku", "{\"sku\":\"nothing\"}");
        row(findings, "service exception", shop.post("/orders", "{\"sku\":\"lamp\",\"count\":101}"),
                502, "ServiceException", "{\"code\":413}");
        row(findings, "violations", shop.get("/quotes/lamp?count=0"), 400, "InvalidArgumentsException",
                "{\"violations\":[{\"path\":\"order.count\",\"message\":\"must be greater than 0\"}]}");
        crowd(findings, waiting);

        Shop.PRICING.forEach(shop::stop);
        row(findings, "no responders", shop.get("/quotes/lamp"), 503, "NoRespondersException", "{}");
    }

    /** Of those who wait, one finds no seat; the others wait in vain. */
    private static void crowd(Findings findings, CompletableFuture<?>[] waiting) throws IOException {
        Map<String, Long> answers = new TreeMap<>();
        for (CompletableFuture<?> each : waiting) {
            HttpResponse<?> response = (HttpResponse<?>) each.join();
            answers.merge(response.statusCode() + ":" + body(response).path("error").asText(), 1L, Long::sum);
        }
        Map<String, Long> expected = Map.of("429:CallRefusedException", 1L, "504:CallTimeoutException", (long) SEATS);
        table("refused, timeouts", answers.entrySet().stream().map(count -> count.getValue() + " x " + count.getKey())
                .collect(Collectors.joining(", ")));
        findings.value("CallRefusedException", 429).value("CallTimeoutException", 504)
                .expect(answers.equals(expected), "those who waited got %s instead of %s", answers, expected);
    }

    private static void row(Findings findings, String what, CompletableFuture<HttpResponse<String>> answer, int status,
            String error, String details) throws IOException {
        HttpResponse<String> response = answer.join();
        JsonNode body = body(response);
        table(what, "%d %s".formatted(response.statusCode(), response.body()));
        findings.value(error, response.statusCode())
                .expect(response.statusCode() == status && body.path("error").asText().equals(error)
                        && body.path("details").equals(JSON.readTree(details)),
                        "%s led to %d %s", what, response.statusCode(), response.body());
    }

    private static JsonNode body(HttpResponse<?> response) throws IOException {
        return JSON.readTree((String) response.body());
    }

    private static void table(String what, String answer) {
        Progress.say("         %-22s %s", what, answer);
    }
}
