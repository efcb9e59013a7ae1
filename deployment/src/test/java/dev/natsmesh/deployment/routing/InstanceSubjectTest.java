package dev.natsmesh.deployment.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.Subject;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;

class InstanceSubjectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final BlockingQueue<String> AFTER_THE_END = new LinkedBlockingQueue<>();
    private static Connection listener;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Own.class, OwnService.class)
            .setBeforeAllCustomizer(InstanceSubjectTest::listen)
            .setAfterAllCustomizer(InstanceSubjectTest::assertThatItHasLeft)
            .overrideConfigKey("quarkus.nats.subject-prefix", "staging")
            .overrideConfigKey("quarkus.nats.announcement-interval", "100ms");

    private Connection connection;
    private String instance;

    /** In the class loader of the test, from before the application begins until after it has ended. */
    private static void listen() {
        try {
            listener = Nats.connect(MeshApplication.serverUrl());
            listener.createDispatcher(message -> AFTER_THE_END.add(state(message))).subscribe("staging._MESH.S.own.*");
            listener.flush(PATIENCE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertThatItHasLeft() {
        try {
            assertThat(AFTER_THE_END.poll(20, TimeUnit.SECONDS)).isEqualTo("up");
            String last = "up";
            while (last.equals("up")) {
                last = AFTER_THE_END.poll(20, TimeUnit.SECONDS);
                assertThat(last).isNotNull();
            }
            assertThat(last).isEqualTo("draining");
            assertThat(AFTER_THE_END.poll(20, TimeUnit.SECONDS)).isEqualTo("down");
            listener.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String state(Message announcement) {
        try {
            return new ObjectMapper().readTree(announcement.getData()).path("state").asText();
        } catch (Exception e) {
            return e.toString();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
        instance = new ObjectMapper().readTree(connection.request("$SRV.PING.own", null, PATIENCE).getData()).path("id")
                .asText();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private Message request(String endpoint, String body) throws Exception {
        return connection.request("staging._MESH.I.own." + instance + "." + endpoint, body.getBytes(StandardCharsets.UTF_8),
                PATIENCE);
    }

    private static String text(Message reply) {
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    @Test
    void endpointsListenThereToo() throws Exception {
        assertThat(text(request("echo", "\"hello\""))).isEqualTo("\"hello\"");
    }

    @Test
    void argumentsInSubjectsAreFoundThere() throws Exception {
        assertThat(text(request("tax.eu%2Ewest.of.12", ""))).isEqualTo("\"eu.west 12\"");
        assertThat(text(connection.request("staging.own.tax.eu%2Ewest.of.12", null, PATIENCE))).isEqualTo("\"eu.west 12\"");
    }

    @Test
    void whatIsNoEndpointIsAnswered() throws Exception {
        assertThat(request("unheard", "").getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("404");
    }

    @Test
    void instancesAnnounceThemselves() throws Exception {
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        connection.createDispatcher(heard::add).subscribe("staging._MESH.S.own." + instance);
        for (int i = 0; i < 2; i++) {
            JsonNode announcement = new ObjectMapper().readTree(heard.poll(20, TimeUnit.SECONDS).getData());
            assertThat(announcement.path("name").asText()).isEqualTo("own");
            assertThat(announcement.path("version").asText()).isEqualTo("2.1.0");
            assertThat(announcement.path("state").asText()).isEqualTo("up");
            assertThat(announcement.path("next_ms").asLong()).isEqualTo(100);
            assertThat(announcement.path("metadata").path("nats-mesh.addressable").asText()).isEqualTo("true");
        }
    }

    @NatsClient("own")
    public interface Own {
        String echo(String text);

        @Subject("own.tax.{region}.of.{amount}")
        String tax(String region, int amount);
    }

    @NatsService(version = "2.1.0")
    public static class OwnService implements Own {

        @Override
        public String echo(String text) {
            return text;
        }

        @Override
        public String tax(String region, int amount) {
            return region + " " + amount;
        }
    }
}
