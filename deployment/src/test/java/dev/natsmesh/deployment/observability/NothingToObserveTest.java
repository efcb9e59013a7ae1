package dev.natsmesh.deployment.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.observability.Observation;
import io.quarkus.arc.All;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

class NothingToObserveTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Echo.class, EchoService.class)
            .overrideConfigKey("quarkus.otel.enabled", "false")
            .overrideConfigKey("quarkus.micrometer.enabled", "false")
            .overrideConfigKey("quarkus.nats.health.enabled", "false");

    @Inject
    @All
    List<Observation> observations;

    @NatsClient
    Echo echo;

    @Test
    void callsGoThroughChainsWithoutObservations() {
        assertThat(observations).isEmpty();
        assertThat(echo.echo("hello")).isEqualTo("hello");
    }

    @Test
    void readinessSaysNothingAboutTheMesh() {
        assertThat(RestAssured.get("/q/health/ready").asString()).doesNotContain("NATS mesh");
    }

    @NatsClient("echo")
    public interface Echo {

        String echo(String text);
    }

    @NatsService
    public static class EchoService implements Echo {

        @Override
        public String echo(String text) {
            return text;
        }
    }
}
