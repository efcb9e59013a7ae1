package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class HeaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Desk.class, DeskService.class, Mode.class);

    @NatsClient
    Desk desk;

    @Test
    void anArgumentTravelsAsAHeaderAndNotInTheBody() throws Exception {
        assertThat(desk.one("acme", "order").await().atMost(PATIENCE)).isEqualTo("acme order");
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("headers.one", new Headers().add("X-Tenant", "acme"),
                    "\"order\"".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(new String(reply.getData(), StandardCharsets.UTF_8)).isEqualTo("\"acme order\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", " a ", "straße", "日本 😀", "two\nlines", "x\r\nNats-Mesh-Timeout-Ms: 1", "UTF-8''x", "%41",
            "\0" })
    void anyTextArrivesAsItWas(String text) {
        assertThat(desk.one(text, "order").await().atMost(PATIENCE)).isEqualTo(text + " order");
        assertThat(desk.all(null, Optional.of(text), List.of("a", text), 1)).isEqualTo("null Optional[" + text + "] [a, "
                + text + "] 1");
    }

    @Test
    void allTypesArriveAndWhatIsNullIsAbsent() {
        assertThat(desk.all(Mode.FAST, Optional.empty(), List.of(), -7)).isEqualTo("FAST Optional.empty [] -7");
        assertThat(desk.all(null, null, null, 0)).isEqualTo("null Optional.empty [] 0");
        assertThat(desk.one(null, "order").await().atMost(PATIENCE)).isEqualTo("null order");
    }

    @Test
    void whatCanNotBeReadIsTheCallersFault() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("headers.all", new Headers(), new byte[0], PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error"))
                    .isEqualTo("Desk.all: the header X-Count is missing; expected a whole number");
            reply = connection.request("headers.all", new Headers().add("X-Count", "many"), new byte[0], PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error"))
                    .isEqualTo("Desk.all: the header X-Count is 'many'; expected a whole number");
            reply = connection.request("headers.all", new Headers().add("X-Count", "1").add("X-Mode", "HUGE"), new byte[0],
                    PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error"))
                    .isEqualTo("Desk.all: the header X-Mode is 'HUGE'; expected one of FAST, SLOW");
        }
    }

    public enum Mode {
        FAST, SLOW
    }

    @NatsClient("headers")
    public interface Desk {
        Uni<String> one(@Header("X-Tenant") String tenant, String order);

        String all(@Header("X-Mode") Mode mode, @Header("X-Text") Optional<String> text, @Header("X-List") List<String> list,
                @Header("X-Count") int count);
    }

    @NatsService
    public static class DeskService implements Desk {

        @Override
        public Uni<String> one(String tenant, String order) {
            return Uni.createFrom().item(tenant + " " + order);
        }

        @Override
        public String all(Mode mode, Optional<String> text, List<String> list, int count) {
            return mode + " " + text + " " + list + " " + count;
        }
    }
}
