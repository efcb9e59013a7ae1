package dev.natsmesh.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class FaultInjectionDisabledTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Spared.class, SparedService.class)
            .overrideConfigKey("quarkus.nats.traffic.\"spared\".faults[0].abort", "503")
            .setLogRecordPredicate(record -> record.getMessage().contains("fault-injection.enabled"))
            .assertLogRecords(records -> assertThat(records).hasSize(1));

    @NatsClient
    Spared spared;

    @Test
    void faultsDoNothingWhereTheyAreNotAllowed() {
        for (int i = 0; i < 10; i++) {
            assertThat(spared.ask().await().atMost(PATIENCE)).isEqualTo("answer");
        }
    }

    @NatsClient("spared")
    public interface Spared {

        Uni<String> ask();
    }

    @NatsService
    public static class SparedService implements Spared {

        @Override
        public Uni<String> ask() {
            return Uni.createFrom().item("answer");
        }
    }
}
