package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.ServiceException;

/** Our stub and a service that another language's own framework serves. */
abstract class WeCall {

    private static Process service;

    @NatsClient
    Tax tax;

    abstract Peer peer();

    @BeforeEach
    void service() throws IOException {
        if (service == null) {
            service = peer().start("service", ConfigProvider.getConfig().getValue("quarkus.nats.servers", String.class));
        }
    }

    @AfterAll
    static void end() {
        if (service != null) {
            service.destroyForcibly();
            service = null;
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
    void serviceSeesWhoCallsAndHowLongItMayTake() {
        Tax.Seen seen = tax.caller();
        assertThat(seen.caller()).startsWith("interop/1.2.0/");
        assertThat(seen.millis()).isBetween(1L, 15_000L);
    }
}
