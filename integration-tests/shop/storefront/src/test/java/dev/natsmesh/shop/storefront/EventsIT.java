package dev.natsmesh.shop.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.QuarkusApplication;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** Events among processes: two applications of two instances each, as they are packaged. */
class EventsIT {

    private static final int EVENTS = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final List<QuarkusApplication> INVENTORY = new ArrayList<>();
    private static final List<QuarkusApplication> PRICING = new ArrayList<>();
    private static NatsServer server;

    @BeforeAll
    static void start() {
        server = NatsServer.start();
        for (int i = 1; i <= 2; i++) {
            INVENTORY.add(start("inventory", i));
            PRICING.add(start("pricing", i));
        }
    }

    private static QuarkusApplication start(String module, int number) {
        String name = module + "-" + number;
        return QuarkusApplication.start(name, Path.of("..", module), Path.of("target", "events-" + name + ".log"),
                Map.of("quarkus.nats.servers", server.url(), "shop.instance", name));
    }

    @AfterAll
    static void stop() {
        INVENTORY.forEach(QuarkusApplication::close);
        PRICING.forEach(QuarkusApplication::close);
        server.close();
    }

    @Test
    void eachApplicationGetsEachEventOnce() throws Exception {
        try (Connection connection = Nats.connect(server.url())) {
            for (int i = 0; i < EVENTS; i++) {
                connection.publish("orders.placed", ("{\"order\":{\"sku\":\"lamp\",\"count\":1},\"reservation\":\"" + i
                        + "\",\"cents\":1990,\"soldBy\":\"nobody\"}").getBytes(StandardCharsets.UTF_8));
            }
            connection.flush(PATIENCE);
        }

        Poll.until("all events to come", PATIENCE, () -> handled(INVENTORY.get(0), "Packing.pack")
                + handled(INVENTORY.get(1), "Packing.pack") >= EVENTS
                && handled(PRICING.get(0), "Demand.count") + handled(PRICING.get(1), "Demand.count") >= EVENTS
                && PRICING.stream().allMatch(application -> handled(application, "Demand.remember") >= EVENTS));

        assertThat(INVENTORY.stream().mapToLong(application -> handled(application, "Packing.pack")).sum()).isEqualTo(EVENTS);
        assertThat(PRICING.stream().mapToLong(application -> handled(application, "Demand.count")).sum()).isEqualTo(EVENTS);
        assertThat(INVENTORY).allMatch(application -> handled(application, "Packing.pack") > 0);
        assertThat(PRICING).allMatch(application -> handled(application, "Demand.count") > 0)
                .allMatch(application -> handled(application, "Demand.remember") == EVENTS);
        assertThat(metrics(INVENTORY.get(0)) + metrics(PRICING.get(0))).doesNotContain("outcome=\"refused\"")
                .doesNotContain("outcome=\"server_error\"").doesNotContain("outcome=\"client_error\"");
    }

    private static long handled(QuarkusApplication application, String subscriber) {
        Matcher line = Pattern.compile("messaging_process_duration_seconds_count\\{[^}]*outcome=\"success\"[^}]*subscriber=\""
                + Pattern.quote(subscriber) + "\"[^}]*} ([0-9.E]+)").matcher(metrics(application));
        return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
    }

    private static String metrics(QuarkusApplication application) {
        URI url = application.url().resolve("/q/metrics");
        try {
            return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(application + " tells no metrics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
