package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.Gather;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.Subject;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The application is one instance, and peers are others. */
class GatherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Loads.class, LoadService.class, Unserved.class)
            .overrideConfigKey("quarkus.nats.timeout", "3s")
            // Some instances never answer.
            .overrideConfigKey("quarkus.nats.drain-timeout", "100ms");

    @NatsClient
    Loads loads;
    @NatsClient
    Unserved unserved;
    @Inject
    Vertx vertx;

    private Connection peers;

    @BeforeEach
    void connect() throws Exception {
        peers = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void disconnect() throws Exception {
        peers.close();
    }

    /** Another instance, that replies so. */
    private void peer(String endpoint, Headers headers, String... bodies) throws Exception {
        peers.createDispatcher(request -> {
            for (String body : bodies) {
                peers.publish(NatsMessage.builder().subject(request.getReplyTo()).headers(headers).data(body).build());
            }
        }).subscribe("_MESH.A.loads." + endpoint);
        peers.flush(PATIENCE);
    }

    @Test
    void everyInstanceAnswersUntilNoFurtherAnswerComes() throws Exception {
        peer("load", null, "\"b\"");
        peer("load", null, "\"c\"");
        assertThat(gathered(loads.load("x"))).containsExactlyInAnyOrder("service x", "b", "c");
    }

    /** Whatever is left of the time to wait when the last answer comes. */
    @Test
    void everyOneOfManyEnds() throws Exception {
        peer("load", null, "\"b\"");
        // One after the other: the answers of one then come within less than the timer knows.
        Context context = vertx.getOrCreateContext();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<List<String>> answers = new CompletableFuture<>();
            context.runOnContext(on -> loads.load("x").collect().asList().subscribe().with(answers::complete,
                    answers::completeExceptionally));
            assertThat(answers.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).containsExactlyInAnyOrder("service x", "b");
        }
    }

    @Test
    void itEndsWhenEnoughHaveAnswered() throws Exception {
        peer("two", null, "\"b\"", "\"c\"", "\"d\"");
        assertThat(gathered(loads.two())).containsExactly("b", "c");
    }

    @Test
    void itEndsAtTheDeadline() throws Exception {
        peer("patient", null, "\"b\"");
        long begin = System.nanoTime();
        assertThat(gathered(loads.patient())).containsExactlyInAnyOrder("service", "b");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2500));
    }

    @Test
    void itEndsWithAnEmptyMessage() throws Exception {
        peer("quiet", null, "\"b\"", "", "\"c\"");
        assertThat(gathered(loads.quiet())).containsExactly("b");
    }

    @Test
    void anInstanceThatFailsIsLeftOut() throws Exception {
        peer("load", new Headers().add("Nats-Service-Error-Code", "500").add("Nats-Service-Error", "broken"), "");
        peer("load", null, "{}");
        assertThat(gathered(loads.load("x"))).containsExactly("service x");
    }

    @Test
    void itFailsIfAllInstancesDo() {
        assertThatThrownBy(() -> gathered(loads.fails())).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(418));
    }

    @Test
    void itFailsWithoutInstances() {
        assertThatThrownBy(() -> gathered(unserved.load())).isInstanceOf(NoRespondersException.class)
                .hasMessage("Unserved.load: nobody serves _MESH.A.unserved-loads.load");
    }

    @Test
    void itFailsWithoutAnAnswer() {
        assertThatThrownBy(() -> gathered(loads.silent())).isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void anInstanceMayHaveNothingToSay() {
        assertThat(gathered(loads.nothing())).isEmpty();
    }

    @Test
    void argumentsMayBeInTheSubject() throws Exception {
        peer("of.a%2Eb", null, "\"b\"");
        peer("of.other", null, "\"never\"");
        assertThat(gathered(loads.of("a.b"))).containsExactlyInAnyOrder("service a.b", "b");
    }

    @Test
    void cancellingItCancelsTheCallAtTheInstances() {
        AssertSubscriber<String> subscriber = loads.running().subscribe().withSubscriber(AssertSubscriber.create(1));
        Awaitility.await().atMost(PATIENCE).until(() -> LoadService.RUNNING.get() == 1);
        subscriber.cancel();
        Awaitility.await().atMost(PATIENCE).until(() -> LoadService.RUNNING.get() == 0);
    }

    @Test
    void itemsComeOnTheContextThatTheCallWasMadeOn() throws Exception {
        peer("load", null, "\"b\"");
        Context context = vertx.getOrCreateContext();
        Set<Context> seen = ConcurrentHashMap.newKeySet();
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        context.runOnContext(go -> loads.load("x").invoke(item -> seen.add(Vertx.currentContext())).collect().asList()
                .subscribe().with(end::complete, end::completeExceptionally));
        assertThat(end.get(20, TimeUnit.SECONDS)).hasSize(2);
        assertThat(seen).containsExactly(context);
    }

    @Test
    void discoveryTellsThatThereIsNoQueueGroup() throws Exception {
        Message info = peers.request("$SRV.INFO.loads", null, PATIENCE);
        for (JsonNode endpoint : new ObjectMapper().readTree(info.getData()).path("endpoints")) {
            assertThat(endpoint.path("queue_group").asText("missing")).isEmpty();
            assertThat(endpoint.path("subject").asText()).startsWith("_MESH.A.loads.");
        }
        assertThat(peers.request("loads.load", "\"x\"".getBytes(StandardCharsets.UTF_8), PATIENCE)).isNull();
    }

    private static List<String> gathered(Multi<String> answers) {
        return answers.collect().asList().await().atMost(PATIENCE);
    }

    @NatsClient("loads")
    public interface Loads {
        @Gather(stall = "400ms")
        Multi<String> load(String text);

        @Gather(stall = "1h", max = 2)
        Multi<String> two();

        @Gather(stall = "1h")
        Multi<String> patient();

        @Gather(stall = "1h")
        Multi<String> quiet();

        @Gather
        Multi<String> fails();

        @Gather
        Multi<String> nothing();

        @Gather
        Multi<String> silent();

        @Gather
        Multi<String> running();

        @Gather
        @Subject("loads.of.{what}")
        Multi<String> of(String what);
    }

    @NatsService
    public static class LoadService implements Loads {

        /** How many calls of {@link #running} run. */
        static final AtomicInteger RUNNING = new AtomicInteger();

        @Override
        public Multi<String> load(String text) {
            return Multi.createFrom().items("service " + text, "more");
        }

        @Override
        public Multi<String> two() {
            return Multi.createFrom().nothing();
        }

        @Override
        public Multi<String> patient() {
            return Multi.createFrom().item("service");
        }

        @Override
        public Multi<String> quiet() {
            return Multi.createFrom().nothing();
        }

        @Override
        public Multi<String> fails() {
            return Multi.createFrom().failure(new ServiceException(418, "no load"));
        }

        @Override
        public Multi<String> nothing() {
            return Multi.createFrom().empty();
        }

        @Override
        public Multi<String> silent() {
            return Multi.createFrom().nothing();
        }

        @Override
        public Multi<String> running() {
            return Multi.createFrom().<String>nothing().onSubscription().invoke(RUNNING::incrementAndGet)
                    .onTermination().invoke(RUNNING::decrementAndGet);
        }

        @Override
        public Multi<String> of(String what) {
            return Multi.createFrom().item("service " + what);
        }
    }

    @NatsClient("unserved-loads")
    public interface Unserved {
        @Gather
        Multi<String> load();
    }
}
