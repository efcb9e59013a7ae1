package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
import io.smallrye.mutiny.Uni;

class SubjectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Taxes.class, TaxService.class, Zone.class)
            .overrideConfigKey("quarkus.nats.subject-prefix", "test.eu");

    @NatsClient
    Taxes taxes;

    @Test
    void theArgumentIsInTheSubjectAndTheRestIsTheBody() throws Exception {
        assertThat(taxes.tax("eu", 7).await().atMost(PATIENCE)).isEqualTo("tax eu 7");
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            assertThat(text(connection.request("test.eu.taxes.eu.tax", bytes("7"), PATIENCE))).isEqualTo("\"tax eu 7\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a.b", "*", ">", "a.*.>", "%", "%2E", "all", "$SRV", "_INBOX", "straße", "日本", "😀",
            "x\r\nPUB a 1\r\nb", "\0", "a b", "\t" })
    void noArgumentReachesAnotherSubject(String region) {
        assertThat(taxes.tax(region, 1).await().atMost(PATIENCE)).isEqualTo("tax " + region + " 1");
        assertThat(taxes.region(region)).isEqualTo(region);
    }

    @Test
    void severalArgumentsOfAllTypesArriveAsTheyWere() {
        UUID id = UUID.randomUUID();
        assertThat(taxes.types(id, Zone.NORTH, true, -5, Long.MIN_VALUE, 1.5e-300, 'ß'))
                .isEqualTo(id + " NORTH true -5 " + Long.MIN_VALUE + " 1.5E-300 ß");
    }

    @Test
    void aSubjectWithoutArgumentsRenamesTheEndpointsSubject() throws Exception {
        assertThat(taxes.renamed("x")).isEqualTo("renamed x");
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            assertThat(text(connection.request("test.eu.duties.v2.all", bytes("\"x\""), PATIENCE))).isEqualTo("\"renamed x\"");
            assertThat(connection.request("test.eu.taxes.renamed", bytes("\"x\""), PATIENCE)).isNull();
        }
    }

    @Test
    void nullIsNoTokenAndFailsTheCall() {
        assertThatThrownBy(() -> taxes.tax(null, 1).await().atMost(PATIENCE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Taxes.tax: the argument region is null; it is a token of the subject, so expected a value");
    }

    @Test
    void anArgumentThatIsTooLongForASubjectFailsTheCall() {
        assertThatThrownBy(() -> taxes.region("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a subject of 3016 characters; NATS takes 2048 at most");
        assertThat(taxes.region("x".repeat(2000))).hasSize(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = { "%2e", "%41", "a%", "a%2", "%FF" })
    void aTokenThatNoArgumentHasIsTheCallersFault(String token) throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("test.eu.taxes." + token + ".tax", bytes("1"), PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).contains("Taxes.tax: '" + token + "' is no escaped");
        }
    }

    @Test
    void aTokenOfAnotherTypeIsTheCallersFault() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("test.eu.taxes.types.1.NORTH.true.1.1.1.x", bytes(""), PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error"))
                    .isEqualTo("Taxes.types: the token for id is '1'; expected a UUID");
        }
    }

    @Test
    void discoveryTellsTheWildcardAndAnExample() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message info = connection.request("$SRV.INFO.taxes", null, PATIENCE);
            JsonNode endpoints = new ObjectMapper().readTree(info.getData()).path("endpoints");
            for (JsonNode endpoint : endpoints) {
                if (endpoint.path("name").asText().equals("tax")) {
                    assertThat(endpoint.path("subject").asText()).isEqualTo("test.eu.taxes.*.tax");
                    assertThat(endpoint.path("metadata").path("example-subject").asText())
                            .isEqualTo("test.eu.taxes.region.tax");
                } else if (endpoint.path("name").asText().equals("renamed")) {
                    assertThat(endpoint.path("metadata").has("example-subject")).isFalse();
                }
            }
            assertThat(endpoints).hasSize(4);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    public enum Zone {
        NORTH {
            @Override
            public String toString() {
                return "up";
            }
        },
        SOUTH
    }

    @NatsClient("taxes")
    public interface Taxes {

        @Subject("taxes.{region}.tax")
        Uni<String> tax(String region, int amount);

        @Subject("regions.{region}")
        String region(String region);

        @Subject("taxes.types.{id}.{zone}.{flag}.{count}.{big}.{rate}.{sign}")
        String types(UUID id, Zone zone, boolean flag, Integer count, long big, double rate, char sign);

        @Subject("duties.v2.all")
        String renamed(String text);
    }

    @NatsService(version = "1.0.0")
    public static class TaxService implements Taxes {

        @Override
        public Uni<String> tax(String region, int amount) {
            return Uni.createFrom().item("tax " + region + " " + amount);
        }

        @Override
        public String region(String region) {
            return region;
        }

        @Override
        public String types(UUID id, Zone zone, boolean flag, Integer count, long big, double rate, char sign) {
            return id + " " + zone.name() + " " + flag + " " + count + " " + big + " " + rate + " " + sign;
        }

        @Override
        public String renamed(String text) {
            return "renamed " + text;
        }
    }
}
