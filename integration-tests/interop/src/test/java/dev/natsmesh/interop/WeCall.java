package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Response;
import dev.natsmesh.ServiceException;

/** Our stub and a service that another language's own framework serves. */
abstract class WeCall {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Process service;
    private static Process wares;

    @NatsClient
    Tax tax;

    @NatsClient
    Wares.Foreign foreign;

    @NatsClient
    Wares.Ours ours;

    @NatsClient
    WareEvents events;

    abstract Peer peer();

    @BeforeEach
    void service() throws IOException {
        if (service == null) {
            service = peer().start("service", url());
            wares = peer().start("wares", url(), "foreign");
        }
    }

    private static String url() {
        return ConfigProvider.getConfig().getValue("quarkus.nats.servers", String.class);
    }

    @AfterAll
    static void end() {
        if (service != null) {
            service.destroyForcibly();
            service = null;
        }
        if (wares != null) {
            wares.destroyForcibly();
            wares = null;
        }
    }

    @Test
    void answerIsReadByTheContract() {
        assertThat(tax.rate("DE", "book")).isEqualTo(new Tax.Rate("DE", "book", 19));
    }

    @Test
    void errorHasItsCodeAndText() {
        assertThatThrownBy(() -> tax.refused("air")).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(409)).hasMessage("no tax on air");
    }

    @Test
    void declaredExceptionIsRebuiltWithItsProperties() {
        assertThatThrownBy(() -> tax.find("bread")).isInstanceOfSatisfying(Tax.Exempt.class, e -> {
            assertThat(e.getSku()).isEqualTo("bread");
            assertThat(e.getParagraph()).isEqualTo(4);
        }).hasMessage("no tax on bread by § 4");
    }

    @Test
    void violationsAreTold() {
        assertThatThrownBy(() -> tax.checked(0)).isInstanceOfSatisfying(InvalidArgumentsException.class, e -> {
            assertThat(e.code()).isEqualTo(400);
            assertThat(e.violations()).containsExactly(new Violation("count", "must be greater than 0"));
        });
    }

    @Test
    void answerThatIsNoJsonSaysWhatWasExpected() {
        assertThatThrownBy(() -> tax.garbled("book")).isInstanceOf(MessageFormatException.class)
                .hasMessageStartingWith("the reply of Tax.garbled is not JSON of an object");
    }

    @Test
    void silenceEndsWithTheTimeout() {
        assertThatThrownBy(() -> tax.silent("book")).isInstanceOf(TimeoutException.class);
    }

    @Test
    void anyTextIsATokenOfASubject() {
        Texts.all().forEach(text -> assertThat(foreign.count(text).await().atMost(PATIENCE)).isEqualTo(text));
    }

    @Test
    void anyTextIsAHeaderBothWays() {
        Texts.all().forEach(text -> assertThat(foreign.greet(text, text).await().atMost(PATIENCE))
                .isEqualTo(Response.of(text).with("X-Greeting", "Hello, " + text)));
    }

    @Test
    void bytesAndNullAreTheirOwnForms() {
        assertThat(foreign.reversed(new byte[]{ 0, 10, -1 }).await().atMost(PATIENCE)).containsExactly(-1, 10, 0);
        assertThat(foreign.reversed(new byte[0]).await().atMost(PATIENCE)).isEmpty();
        assertThat(foreign.reversed(null).await().atMost(PATIENCE)).isNull();
    }

    @Test
    void cborComesBackAsItWas() {
        Wares.Ware ware = new Wares.Ware("Bücher", 3);
        assertThat(foreign.pack(ware).await().atMost(PATIENCE)).isEqualTo(ware);
    }

    @Test
    void everyInstanceAnswersWhoeverServesIt() throws IOException {
        assertThat(foreign.where("x").collect().asList().await().atMost(PATIENCE)).hasSize(1);
        Process other = peer().start("wares", url(), "wares");
        try {
            List<Response<String>> replies = ours.where("x").collect().asList().await().atMost(PATIENCE);
            assertThat(replies).hasSize(2).allSatisfy(reply -> assertThat(reply.body()).isEqualTo("x"));
            assertThat(replies.stream().flatMap(reply -> reply.header("X-Instance").stream())).hasSize(2)
                    .doesNotHaveDuplicates()
                    .contains(WaresService.INSTANCE);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void eventArrives() throws IOException {
        String text = "Bücher. 50 %\nund mehr";
        Process subscriber = peer().start("subscribe", url(), "sales.*.sold", "billing");
        events.sold(text, text, new Wares.Ware("book", 3)).await().atMost(PATIENCE);
        JsonNode event = Peer.printed(subscriber);
        assertThat(event.path("tokens")).extracting(JsonNode::asText).containsExactly("sales", text, "sold");
        assertThat(Message.header(event, "X-Customer")).isEqualTo(text);
        assertThat(Message.text(event)).isEqualTo("{\"sku\":\"book\",\"count\":3}");
    }

    @Test
    void serviceSeesWhoCallsAndHowLongItMayTake() {
        Tax.Seen seen = tax.caller();
        assertThat(seen.caller()).startsWith("interop/1.2.0/");
        assertThat(seen.millis()).isBetween(1L, 15_000L);
    }
}
