package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.natsmesh.NatsClient;
import dev.natsmesh.interop.Pricing.Order;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(NatsServerResource.class)
class JavaScriptCallsUsTest {

    @NatsClient
    Pricing pricing;

    @Inject
    ServiceServer server;

    @Inject
    ServiceCatalog catalog;

    @ConfigProperty(name = "quarkus.nats.servers")
    String url;

    @BeforeAll
    static void needsNode() {
        Node.scripts();
    }

    @Test
    void plainRequestGetsAJsonReply() throws IOException {
        JsonNode reply = Node.run("call.js", url, "pricing.quote", "{\"sku\":\"book\",\"count\":3}");
        assertThat(reply.path("code").asText()).isEmpty();
        assertThat(reply.path("body").asText()).isEqualTo("{\"sku\":\"book\",\"price\":30}");
    }

    @Test
    void declaredExceptionHasItsNameAndItsJson() throws IOException {
        JsonNode reply = Node.run("call.js", url, "pricing.find", "{\"sku\":\"nope\",\"count\":3}");
        assertThat(reply.path("code").asText()).isEqualTo("422");
        assertThat(reply.path("text").asText()).isEqualTo("unknown SKU nope");
        assertThat(reply.path("error").asText()).isEqualTo("UnknownSku");
        assertThat(reply.path("body").asText()).contains("\"sku\":\"nope\"");
    }

    @Test
    void requestThatIsNoJsonIsRefused() throws IOException {
        JsonNode reply = Node.run("call.js", url, "pricing.quote", "<order/>");
        assertThat(reply.path("code").asText()).isEqualTo("400");
    }

    @Test
    void servicesClientSeesEveryInstanceAndItsCounts() throws IOException {
        server.serve(catalog.services().get(0), "second");
        long before = requests(Node.run("discover.js", url, "pricing"));
        for (int i = 0; i < 40; i++) {
            pricing.quote(new Order("book", i)).await().indefinitely();
        }
        JsonNode found = Node.run("discover.js", url, "pricing");

        assertThat(found.path("ping")).hasSize(2).allSatisfy(ping -> {
            assertThat(ping.path("type").asText()).isEqualTo("io.nats.micro.v1.ping_response");
            assertThat(ping.path("name").asText()).isEqualTo("pricing");
            assertThat(ping.path("version").asText()).isEqualTo("1.2.0");
        });
        assertThat(found.path("ping").findValuesAsText("id")).doesNotHaveDuplicates().contains("second");
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
