package dev.natsmesh.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.Subject;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;

/** The subjects of a version, where an instance that serves in the dark has no others. */
class VersionSubjectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Dark.class, DarkService.class, Open.class, OpenService.class)
            .overrideConfigKey("quarkus.nats.services.dark-version.dark", "true")
            .overrideConfigKey("quarkus.nats.services.dark-version.version", "1.4.0-rc.1")
            .overrideConfigKey("quarkus.nats.services.version", "2.0.0")
            .overrideConfigKey("quarkus.nats.traffic.open-version.split.\"2.0.0\"", "100");

    @NatsClient
    Dark dark;
    @NatsClient
    Open open;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private String ask(String subject) throws Exception {
        Message reply = connection.request(subject, "\"x\"".getBytes(StandardCharsets.UTF_8), PATIENCE);
        return reply.isStatusMessage() ? "nobody" : new String(reply.getData(), StandardCharsets.UTF_8);
    }

    private JsonNode ping(String service) throws Exception {
        return new ObjectMapper().readTree(connection.request("$SRV.PING." + service, null, PATIENCE).getData());
    }

    @Test
    void anInstanceInTheDarkServesItsVersionAlone() throws Exception {
        assertThat(ask("_MESH.V.dark-version.1_4_0-rc_1.echo")).isEqualTo("\"x\"");
        assertThatThrownBy(() -> dark.echo("x")).isInstanceOf(NoRespondersException.class);
        assertThat(ping("dark-version").path("version").asText()).isEqualTo("1.4.0-rc.1");
        assertThat(ping("dark-version").path("metadata").path("nats-mesh.dark").asText()).isEqualTo("true");
    }

    @Test
    void anyInstanceServesItsVersionToo() throws Exception {
        assertThat(ask("_MESH.V.open-version.2_0_0.echo")).isEqualTo("\"x\"");
        assertThat(ask("_MESH.V.open-version.2_0_0.tax.eu%2Ewest")).isEqualTo("\"eu.west\"");
        assertThat(ask("open-version.echo")).isEqualTo("\"x\"");
        assertThat(open.echo("x")).isEqualTo("x");
        assertThat(open.tax("eu.west")).isEqualTo("eu.west");
        assertThat(ping("open-version").path("version").asText()).isEqualTo("2.0.0");
        assertThat(ping("open-version").path("metadata").has("nats-mesh.dark")).isFalse();
    }

    @NatsClient("dark-version")
    public interface Dark {
        String echo(String text);
    }

    @NatsService
    public static class DarkService implements Dark {

        @Override
        public String echo(String text) {
            return text;
        }
    }

    @NatsClient("open-version")
    public interface Open {
        String echo(String text);

        @Subject("open-version.tax.{region}")
        String tax(String region);
    }

    @NatsService(version = "1.0.0")
    public static class OpenService implements Open {

        @Override
        public String echo(String text) {
            return text;
        }

        @Override
        public String tax(String region) {
            return region;
        }
    }

}
