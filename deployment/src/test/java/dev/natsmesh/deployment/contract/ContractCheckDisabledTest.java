package dev.natsmesh.deployment.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class ContractCheckDisabledTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Unchecked.class, UncheckedService.class)
            .overrideConfigKey("quarkus.nats.contract-check", "false")
            .overrideConfigKey("quarkus.nats.contract-check-interval", "1ms");

    @NatsClient
    Unchecked unchecked;

    @Test
    void servicesAreNotAsked() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            connection.createDispatcher(question -> questions.incrementAndGet()).subscribe("$SRV.INFO.unchecked");
            connection.flush(PATIENCE);
            for (int i = 0; i < 500; i++) {
                assertThat(unchecked.ask("x").await().atMost(PATIENCE)).isEqualTo("x");
            }
            connection.flush(PATIENCE);
            assertThat(questions).hasValue(0);
        }
    }

    @NatsClient("unchecked")
    public interface Unchecked {
        Uni<String> ask(String value);
    }

    @NatsService(version = "1.0.0")
    public static class UncheckedService implements Unchecked {

        @Override
        public Uni<String> ask(String value) {
            return Uni.createFrom().item(value);
        }
    }
}
