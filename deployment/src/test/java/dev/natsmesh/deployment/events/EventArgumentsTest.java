package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subject;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;

/** Tokens of subjects and headers are arguments of those who publish and of those who subscribe. */
class EventArgumentsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Events.class, Reading.class, Sensors.class)
            .overrideConfigKey("quarkus.nats.subject-prefix", "staging.eu")
            .overrideConfigKey("quarkus.application.name", "sensors")
            .overrideConfigKey("quarkus.nats.caller-header", "true");

    private static final BlockingQueue<String> READ = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> CONTEXTS = new LinkedBlockingQueue<>();

    @NatsClient
    Events events;

    @Test
    void argumentsArriveAsTheyWere() throws Exception {
        UUID id = UUID.randomUUID();
        events.read("floor 1.> \u00fc", id, "line\nbreak", new Reading(21.5));

        assertThat(READ.poll(20, TimeUnit.SECONDS)).isEqualTo("floor 1.> \u00fc " + id + " line\nbreak 21.5");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(CONTEXTS).contains(
                "staging.eu.sensors.floor%201%2E%3E%20%C3%BC." + id + ".read line\nbreak sensors"));
    }

    @Test
    void tokensOfAnybodyAreArguments() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            connection.publish("staging.eu.sensors.cellar.no-uuid.read", "{}".getBytes(StandardCharsets.UTF_8));
            connection.publish("staging.eu.sensors.cellar." + id + ".read", "{\"degrees\":4}".getBytes(StandardCharsets.UTF_8));
            connection.flush(Duration.ofSeconds(20)); // closing it does not
        }
        assertThat(READ.poll(20, TimeUnit.SECONDS)).isEqualTo("cellar " + id + " null 4.0");
    }

    @NatsClient("sensors")
    public interface Events {

        @Publish
        @Subject("sensors.{place}.{id}.read")
        void read(String place, UUID id, @Header("X-Note") String note, Reading reading);
    }

    public record Reading(double degrees) {
    }

    public static class Sensors {

        @Inject
        CallContext context;

        @Subscribe("sensors.{where}.{id}.read")
        void read(Reading reading, UUID id, @Header("X-Note") String note, String where) {
            READ.add(where + " " + id + " " + note + " " + reading.degrees());
        }

        @Subscribe("sensors.>")
        void look(CallContext parameter) {
            CONTEXTS.add(parameter.subject() + " " + parameter.header("X-Note").orElse(null) + " "
                    + context.caller().map(CallContext.Caller::application).orElse(null));
        }
    }
}
