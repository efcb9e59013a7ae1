package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;

/** Several environments on one cluster. */
class PrefixedEventsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Events.class, Subscriber.class)
            .overrideConfigKey("quarkus.nats.subject-prefix", "staging.eu");

    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    @NatsClient
    Events events;

    @Test
    void eventsStayInTheirEnvironment() throws Exception {
        events.happened("here"); // over the connection that subscribes, so it is subscribed once this has come
        assertThat(SEEN.poll(20, TimeUnit.SECONDS)).isEqualTo("here");
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            connection.publish("prefixed_events.happened", "\"elsewhere\"".getBytes(StandardCharsets.UTF_8));
            connection.publish("staging.eu.prefixed_events.happened", "\"raw\"".getBytes(StandardCharsets.UTF_8));
            connection.flush(Duration.ofSeconds(20)); // closing it does not
        }
        assertThat(SEEN.poll(20, TimeUnit.SECONDS)).isEqualTo("raw");
        assertThat(SEEN).isEmpty();
    }

    @NatsClient("prefixed_events")
    public interface Events {

        @Publish
        void happened(String where);
    }

    public static class Subscriber {

        @Subscribe("prefixed_events.>")
        void get(String where) {
            SEEN.add(where);
        }
    }
}
