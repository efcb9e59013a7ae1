package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.natsmesh.NatsClient;
import dev.natsmesh.interop.Pricing.Order;

/** Our service and a client in another language that sends plain requests. */
abstract class CallsUs {

    @NatsClient
    Pricing pricing;

    @Inject
    PricingService service;

    @Inject
    SecondInstance secondInstance;

    @ConfigProperty(name = "quarkus.nats.servers")
    String url;

    private Peer peer;

    abstract Peer peer();

    @BeforeEach
    void peerIsReady() {
        peer = peer();
    }

    @Test
    void plainRequestGetsAJsonReply() throws IOException {
        JsonNode reply = call("pricing.quote", "{\"sku\":\"book\",\"count\":3}");
        assertThat(reply.path("code").asText()).isEmpty();
        assertThat(reply.path("body").asText()).isEqualTo("{\"sku\":\"book\",\"price\":30}");
    }

    @Test
    void declaredExceptionHasItsNameAndItsJson() throws IOException {
        JsonNode reply = call("pricing.find", "{\"sku\":\"nope\",\"count\":3}");
        assertThat(reply.path("code").asText()).isEqualTo("422");
        assertThat(reply.path("text").asText()).isEqualTo("unknown SKU nope");
        assertThat(reply.path("error").asText()).isEqualTo("UnknownSku");
        assertThat(reply.path("body").asText()).contains("\"sku\":\"nope\"");
    }

    @Test
    void requestThatIsNoJsonIsRefused() throws IOException {
        JsonNode reply = call("pricing.quote", "<order/>");
        assertThat(reply.path("code").asText()).isEqualTo("400");
        assertThat(reply.path("error").asText()).isEmpty();
    }

    @Test
    void brokenConstraintsAreToldAsJson() throws IOException {
        JsonNode reply = call("pricing.quote", "{\"sku\":\"book\",\"count\":-3}");
        assertThat(reply.path("code").asText()).isEqualTo("400");
        assertThat(reply.path("error").asText()).isEqualTo("violations");
        assertThat(reply.path("body").asText())
                .isEqualTo("{\"violations\":[{\"path\":\"order.count\",\"message\":\"must be greater than or equal to 0\"}]}");
    }

    @Test
    void callWhoseTimeIsOverIsNotBegun() throws IOException {
        int begun = service.quotes();
        JsonNode reply = call("pricing.quote", "{\"sku\":\"book\",\"count\":3}", "Nats-Mesh-Timeout-Ms:0");
        assertThat(reply.path("code").asText()).isEqualTo("504");
        assertThat(service.quotes()).isEqualTo(begun);

        JsonNode inTime = call("pricing.quote", "{\"sku\":\"book\",\"count\":3}", "Nats-Mesh-Timeout-Ms:20000");
        assertThat(inTime.path("code").asText()).isEmpty();
        assertThat(service.quotes()).isEqualTo(begun + 1);
    }

    @Test
    void everyInstanceAndItsCountsAreFound() throws IOException {
        String second = secondInstance.id();
        long before = requests(peer.run("discover", url, "pricing"));
        for (int i = 0; i < 40; i++) {
            pricing.quote(new Order("book", i)).await().indefinitely();
        }
        JsonNode found = peer.run("discover", url, "pricing");

        assertThat(found.path("ping")).hasSize(2).allSatisfy(ping -> {
            assertThat(ping.path("type").asText()).isEqualTo("io.nats.micro.v1.ping_response");
            assertThat(ping.path("name").asText()).isEqualTo("pricing");
            assertThat(ping.path("version").asText()).isEqualTo("1.2.0");
        });
        assertThat(found.path("ping").findValuesAsText("id")).doesNotHaveDuplicates().contains(second);
        assertThat(found.path("info")).hasSize(2).allSatisfy(info -> {
            assertThat(info.path("description").asText()).isEqualTo("What goods cost");
            assertThat(info.path("endpoints").findValuesAsText("subject")).containsExactly("pricing.find", "pricing.quote");
        });
        assertThat(found.path("stats")).hasSize(2)
                .allSatisfy(stats -> assertThat(quote(stats).path("num_requests").asLong()).isPositive());
        assertThat(requests(found) - before).isEqualTo(40);
        assertThat(found.path("one")).hasSize(1);
        assertThat(found.path("everywhere").findValuesAsText("name")).contains("pricing");
    }

    private JsonNode call(String subject, String body, String... headers) throws IOException {
        return peer.run(Stream.concat(Stream.of("call", url, subject, body), Stream.of(headers)).toArray(String[]::new));
    }

    private static long requests(JsonNode found) {
        return elements(found.path("stats")).stream().mapToLong(stats -> quote(stats).path("num_requests").asLong()).sum();
    }

    private static JsonNode quote(JsonNode stats) {
        return elements(stats.path("endpoints")).stream().filter(e -> e.path("name").asText().equals("quote")).findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
