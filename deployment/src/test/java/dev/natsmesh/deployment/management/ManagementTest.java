package dev.natsmesh.deployment.management;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;

/** The management interface shows an instance and drains it, and is the only way to do so over HTTP. */
class ManagementTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Managed.class, ManagedService.class)
            .overrideConfigKey("quarkus.application.name", "managed app")
            .overrideConfigKey("quarkus.nats.timeout", "2m")
            .overrideConfigKey("quarkus.nats.services.\"managed\".version", "1.3.0")
            .overrideConfigKey("quarkus.nats.subject-prefix", "management")
            .overrideConfigKey("quarkus.management.enabled", "true")
            .overrideConfigKey("quarkus.management.test-port", "0")
            .overrideConfigKey("quarkus.management.auth.basic", "true")
            .overrideConfigKey("quarkus.management.auth.policy.operators.roles-allowed", "operator")
            .overrideConfigKey("quarkus.management.auth.permission.drain.paths", "/q/nats-mesh/drain")
            .overrideConfigKey("quarkus.management.auth.permission.drain.policy", "operators")
            .overrideConfigKey("quarkus.security.users.embedded.enabled", "true")
            .overrideConfigKey("quarkus.security.users.embedded.plain-text", "true")
            .overrideConfigKey("quarkus.security.users.embedded.users.ann", "secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.ann", "operator")
            .overrideConfigKey("quarkus.security.users.embedded.users.bob", "secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.bob", "reader")
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-elytron-security-properties-file",
                    Version.getVersion())));

    @NatsClient
    Managed managed;

    @TestHTTPResource(value = "/nats-mesh", management = true)
    URL report;

    @TestHTTPResource(value = "/nats-mesh/drain", management = true)
    URL drain;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @Test
    void showsTheInstanceAndDrainsIt() {
        managed.lasts().subscribeAsCompletionStage();
        CompletableFuture<String> ending = managed.ends().subscribeAsCompletionStage();
        await().atMost(PATIENCE).until(() -> ManagedService.BEGUN.get() == 2);
        RestAssured.get(report).then().statusCode(200).contentType("application/json").body("application", is("managed app"))
                .body("state", is("serving")).body("connection", is("connected"))
                .body("server", is(MeshApplication.serverUrl()))
                .body("services.size()", is(1)).body("services[0].name", is("managed")).body("services[0].version", is("1.3.0"))
                .body("services[0].dark", is(false))
                .body("services[0].state", is("serving")).body("services[0].running", is(2))
                .body("services[0].endpoints.find { it.name == 'lasts' }.running", is(1))
                .body("services[0].endpoints.find { it.name == 'lasts' }.subject", is("management.managed.lasts"))
                .body("services[0].endpoints.find { it.name == 'lasts' }.queue_group", is("q"))
                .body("subscribers.method", equalTo(List.of("ManagedService.happened")))
                .body("subscribers[0].subject", is("management.managed.happened"));
        String id = RestAssured.get(report).path("services[0].id");
        RestAssured.get(report).then().body("instance", is(id));

        refusesWhatIsWrong();
        RestAssured.get("/q/nats-mesh").then().statusCode(404);
        RestAssured.post("/q/nats-mesh/drain").then().statusCode(404);

        // Far less than the 30 seconds that are configured.
        as("ann").queryParam("timeout", "2s").post(drain).then().statusCode(202).contentType("application/json")
                .body("state", is("draining")).body("services[0].id", is(id)).body("services[0].state", is("draining"))
                .body("services[0].running", is(2));
        await().atMost(PATIENCE).until(() -> RestAssured.get(readiness).statusCode() == 503);
        ManagedService.END.complete("ended");
        await().atMost(PATIENCE).until(ending::isDone);
        await().atMost(PATIENCE).untilAsserted(() -> as("ann").post(drain).then().statusCode(202).body("state", is("drained"))
                .body("abandoned", is(1)).body("services[0].running", is(1)));
    }

    private void refusesWhatIsWrong() {
        as("ann").get(drain).then().statusCode(405).header("Allow", "POST").contentType("application/json").body("error",
                is("/q/nats-mesh/drain takes POST, not GET"));
        RestAssured.post(report).then().statusCode(405).header("Allow", "GET");
        as("ann").queryParam("timeout", "soon").post(drain).then().statusCode(400).contentType("application/json")
                .body("error", containsString("such as 10s or 500ms, not soon"));
        as("ann").queryParam("timeout", "25h").post(drain).then().statusCode(400).body("error",
                containsString("at most a day"));
        as("ann").queryParam("timeout", "1s", "2s").post(drain).then().statusCode(400).body("error",
                containsString("not 1s and 2s"));
        as("ann").queryParam("timout", "1s").post(drain).then().statusCode(400).body("error",
                is("There is a parameter 'timeout', not 'timout'"));
        // Nobody but whom the management interface lets through.
        RestAssured.post(drain).then().statusCode(401);
        as("bob").post(drain).then().statusCode(403);
        RestAssured.get(report).then().body("state", is("serving"));
    }

    private static RequestSpecification as(String user) {
        return RestAssured.given().auth().preemptive().basic(user, "secret");
    }

    @NatsClient("managed")
    public interface Managed {

        Uni<String> ends();

        Uni<String> lasts();
    }

    @NatsService(version = "1.2.3")
    public static class ManagedService implements Managed {

        static final AtomicInteger BEGUN = new AtomicInteger();
        static final CompletableFuture<String> END = new CompletableFuture<>();

        @Override
        public Uni<String> ends() {
            BEGUN.incrementAndGet();
            return Uni.createFrom().completionStage(END);
        }

        @Override
        public Uni<String> lasts() {
            BEGUN.incrementAndGet();
            return Uni.createFrom().nothing();
        }

        @Subscribe("managed.happened")
        void happened() {
        }
    }
}
