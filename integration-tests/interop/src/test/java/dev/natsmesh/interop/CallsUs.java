package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.interop.Pricing.Order;

/** Our service and a client in another language that sends plain requests. */
abstract class CallsUs {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String NULL = "Nats-Mesh-Null";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new CBORMapper();

    @NatsClient
    Pricing pricing;

    @Inject
    SoldWares sold;

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

    @Test
    void anyTextIsATokenOfASubject() throws IOException {
        List<JsonNode> replies = exchange(Texts.all().stream().map(text -> Message.to("wares.*.count", text)));
        assertThat(replies).extracting(reply -> JSON.readTree(Message.body(reply)).asText()).isEqualTo(Texts.all());
    }

    @Test
    void anyTextIsAHeaderBothWays() throws IOException {
        List<JsonNode> replies = exchange(Texts.all().stream()
                .map(text -> Message.to("wares.greet").with(Map.of("X-Customer", text)).of("\"x\"")));
        assertThat(replies).extracting(Message::text).containsOnly("\"x\"");
        assertThat(replies).extracting(reply -> Message.header(reply, "X-Greeting"))
                .isEqualTo(Texts.all().stream().map("Hello, "::concat).toList());
    }

    @Test
    void bytesAndNullAreTheirOwnForms() throws IOException {
        Message reversed = Message.to("wares.reversed").with(Map.of(CONTENT_TYPE, "application/octet-stream"));
        List<JsonNode> replies = exchange(Stream.of(reversed.of(new byte[]{ 0, 10, -1 }), reversed,
                reversed.with(Map.of(NULL, "true"))));
        assertThat(replies).extracting(reply -> Message.header(reply, CONTENT_TYPE)).containsOnly("application/octet-stream");
        assertThat(replies).extracting(reply -> reply.path("hex").asText()).containsExactly("ff0a00", "", "");
        assertThat(replies).extracting(reply -> Message.header(reply, NULL)).containsExactly(null, null, "true");
    }

    @Test
    void cborIsReadAndWritten() throws IOException {
        JsonNode reply = exchange(Stream.of(Message.to("wares.pack").with(Map.of(CONTENT_TYPE, "application/cbor"))
                .of(CBOR.writeValueAsBytes(Map.of("sku", "book", "count", 3))))).get(0);
        assertThat(CBOR.readTree(Message.body(reply))).isEqualTo(JSON.readTree("{\"sku\":\"book\",\"count\":3}"));
        assertThat(Message.header(reply, CONTENT_TYPE)).isEqualTo("application/cbor");
    }

    @Test
    void everyInstanceAnswers() throws IOException {
        Process other = peer.start("wares", url, "wares");
        try {
            JsonNode replies = peer.run("gather", url, Message.to("_MESH.A.wares.where").of("\"x\"").json());
            assertThat(replies).hasSize(2).allSatisfy(reply -> assertThat(Message.text(reply)).isEqualTo("\"x\""))
                    .anySatisfy(reply -> assertThat(Message.header(reply, "X-Instance")).isEqualTo(WaresService.INSTANCE));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void eventArrives() throws IOException, InterruptedException {
        sold.forget();
        peer.run(line("publish", Texts.all().stream().map(text -> Message.to("sales.*.sold", text)
                .with(Map.of("X-Customer", text)).of("{\"sku\":\"book\",\"count\":3}"))));
        Set<SoldWares.Sold> arrived = new HashSet<>();
        Set<SoldWares.Sold> expected = Texts.all().stream()
                .map(text -> new SoldWares.Sold(text, text, new Wares.Ware("book", 3))).collect(Collectors.toSet());
        for (int i = 0; i < expected.size(); i++) {
            arrived.add(sold.next());
        }
        assertThat(arrived).isEqualTo(expected);
    }

    private List<JsonNode> exchange(Stream<Message> messages) throws IOException {
        return elements(peer.run(line("exchange", messages)));
    }

    private String[] line(String command, Stream<Message> messages) {
        return Stream.concat(Stream.of(command, url), messages.map(Message::json)).toArray(String[]::new);
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
