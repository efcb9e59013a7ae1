package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** An application that only subscribes drains like any other; its main HTTP server shows it, as that is asked for. */
class SubscriberDrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Listener.class)
            .overrideConfigKey("quarkus.application.name", "only.listens")
            .overrideConfigKey("quarkus.nats.subject-prefix", "listening")
            .overrideConfigKey("quarkus.nats.management.on-main-router", "true");

    @Test
    void byARequestToTheApplicationsName() throws Exception {
        try (Connection operator = Nats.connect(MeshApplication.serverUrl())) {
            operator.publish("listening.shop.opened", new byte[0]);
            await().atMost(PATIENCE).until(() -> Listener.BEGUN.get() == 1);
            RestAssured.get("/q/nats-mesh").then().statusCode(200).body("state", is("serving")).body("services.size()", is(0))
                    .body("subscribers[0].busy", is(true));
            assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(200);

            // The name as a token: a dot would end it.
            String subject = "listening._MESH.D.only%2Elistens." + RestAssured.get("/q/nats-mesh").path("instance");
            assertThat(ask(operator, subject)).isEqualTo("{\"state\":\"draining\"}");
            await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 503);
            RestAssured.get("/q/nats-mesh").then().body("state", is("draining")).body("subscribers[0].busy", is(true));
            Listener.MAY_END.release();
            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(ask(operator, subject)).isEqualTo("{\"state\":\"drained\",\"abandoned\":0}"));

            operator.publish("listening.shop.opened", new byte[0]);
            operator.flush(PATIENCE);
            await().during(Duration.ofMillis(300)).until(() -> Listener.BEGUN.get() == 1);
            assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(503);
        } finally {
            Listener.MAY_END.release();
        }
    }

    private static String ask(Connection operator, String subject) throws Exception {
        Message reply = operator.request(subject, new byte[0], PATIENCE);
        assertThat(reply).as(subject).isNotNull();
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    public static class Listener {

        static final AtomicInteger BEGUN = new AtomicInteger();
        static final Semaphore MAY_END = new Semaphore(0);

        @Subscribe("shop.opened")
        void opened() throws InterruptedException {
            BEGUN.incrementAndGet();
            MAY_END.acquire();
        }
    }
}
