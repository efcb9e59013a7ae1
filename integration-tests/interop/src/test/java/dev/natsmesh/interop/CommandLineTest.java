package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.testkit.ExternalCommand;
import dev.natsmesh.testkit.NatsCommandLine;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(NatsServerResource.class)
class CommandLineTest {

    private static Path nats;

    @NatsClient
    Pricing pricing;

    @ConfigProperty(name = "quarkus.nats.servers")
    String url;

    @BeforeAll
    static void needsTheTool() {
        Optional<Path> found = NatsCommandLine.locate();
        ToolChain.require("the nats command line (on the PATH, or Go to fetch it)", found.isPresent());
        nats = found.get();
    }

    @Test
    void plainRequestGetsAJsonReply() {
        assertThat(nats("request", "--raw", "pricing.quote", "{\"sku\":\"book\",\"count\":3}").strip())
                .isEqualTo("{\"sku\":\"book\",\"price\":30}");
    }

    @Test
    void serviceIsListedAndAnswersPings() {
        assertThat(nats("micro", "ls")).contains("pricing", "1.2.0", "What goods cost");
        assertThat(nats("micro", "ping", "pricing")).contains("pricing");
    }

    @Test
    void infoShowsTheEndpoints() {
        assertThat(nats("micro", "info", "pricing")).contains("pricing", "1.2.0", "What goods cost", "pricing.quote",
                "pricing.find");
    }

    @Test
    void statsCountTheCalls() {
        pricing.quote(new Pricing.Order("book", 1)).await().atMost(Duration.ofSeconds(20));
        assertThat(nats("micro", "stats", "pricing")).contains("pricing", "quote", "find");
        assertThat(nats("micro", "stats", "pricing", "--json")).containsPattern("\"num_requests\": ?[1-9]");
    }

    private String nats(String... arguments) {
        String[] command = Stream.concat(Stream.of(nats.toString(), "--no-context", "--server", url), Stream.of(arguments))
                .toArray(String[]::new);
        ExternalCommand.Result result = new ExternalCommand(command).run(Duration.ofMinutes(1));
        assertThat(result.succeeded()).as(result.toString()).isTrue();
        return result.output();
    }
}
