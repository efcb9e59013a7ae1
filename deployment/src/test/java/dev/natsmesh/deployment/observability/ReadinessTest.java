package dev.natsmesh.deployment.observability;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.testkit.NatsServer;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

class ReadinessTest {

    private static NatsServer server;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Echo.class, Echo.EchoService.class, Echo.Refused.class)
            .setBeforeAllCustomizer(ReadinessTest::startServer)
            .setAfterAllCustomizer(ReadinessTest::stopServer)
            .overrideRuntimeConfigKey("quarkus.nats.max-reconnect-delay", "200ms");

    private static void startServer() {
        server = NatsServer.start();
        System.setProperty("quarkus.nats.servers", server.url());
        System.setProperty("natsmesh.test.readiness.pid", Long.toString(server.pid()));
    }

    private static void stopServer() {
        System.clearProperty("quarkus.nats.servers");
        server.close();
    }

    @AfterAll
    static void thaw() {
        signal("CONT");
    }

    @Test
    void readinessFollowsTheConnection() {
        readiness().statusCode(200)
                .body("checks.find { it.name == 'NATS mesh' }.data.state", equalTo("connected"))
                .body("checks.find { it.name == 'NATS mesh' }.data.server", startsWith("nats://127.0.0.1:"));
        signal("KILL");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> readiness().statusCode(503)
                .body("checks.find { it.name == 'NATS mesh' }.data.state", equalTo("disconnected")));
    }

    private static ValidatableResponse readiness() {
        return RestAssured.get("/q/health/ready").then();
    }

    /** The test class is loaded twice, so the server is known by its process here. */
    private static void signal(String name) {
        long pid = Long.getLong("natsmesh.test.readiness.pid");
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
