package dev.natsmesh.deployment.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.deployment.OwnServer;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;

/** An application is started before its server. */
class StartupOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Greeting.class, GreetingService.class, OwnServer.class)
            .overrideConfigKey("quarkus.nats.servers", OwnServer.urlWithCredentials())
            .overrideConfigKey("quarkus.nats.connect-timeout", "500ms")
            .overrideConfigKey("quarkus.nats.max-reconnect-delay", "200ms")
            .overrideConfigKey("quarkus.nats.timeout", "1m")
            .setBeforeAllCustomizer(OwnServer::stop)
            .setAfterAllCustomizer(OwnServer::close);

    @NatsClient
    Greeting remote;

    @Test
    void callsAndServesOnceTheServerIsThere() throws Exception {
        assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(503);
        CompletableFuture<String> early = remote.hello("you").subscribeAsCompletionStage();
        OwnServer.restart();
        assertThat(early.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello you");
        await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    @NatsClient("greeting")
    public interface Greeting {

        Uni<String> hello(String name);
    }

    @NatsService(version = "1.0.0")
    public static class GreetingService implements Greeting {

        @Override
        public Uni<String> hello(String name) {
            return Uni.createFrom().item("hello " + name);
        }
    }
}
