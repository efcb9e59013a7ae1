package dev.natsmesh.deployment.deduplication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.Deduplicate;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** A peer that sends the same call twice, and a caller whose attempts do. */
class DeduplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "Nats-Mesh-Idempotency-Key";
    private static final String CODE = "Nats-Service-Error-Code";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Till.class, TillService.class, Runs.class);

    @NatsClient
    Till till;

    @Inject
    MeterRegistry registry;

    private Connection peer;
    private String key;

    @BeforeAll
    static void keepMeters() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @BeforeEach
    void connect(TestInfo test) throws Exception {
        peer = Nats.connect(MeshApplication.serverUrl());
        key = test.getDisplayName();
    }

    @AfterEach
    void close() throws InterruptedException {
        peer.close();
    }

    @Test
    void theSameCallRunsOnceAndIsAnsweredTwice() throws Exception {
        Message first = request("till.pay", key, "\"lamp\"");
        Message second = request("till.pay", key, "\"lamp\"");
        assertThat(text(first)).isEqualTo("\"lamp 1\"");
        assertThat(text(second)).isEqualTo("\"lamp 1\"");
        assertThat(second.getHeaders().getFirst("X-Till")).isEqualTo("7");
        assertThat(Runs.of("lamp")).isEqualTo(1);
        assertThat(registry.get("rpc.server.repeated").tags("rpc.service", "till", "rpc.method", "pay").counter().count())
                .isEqualTo(1);
        assertThat(text(request("till.pay", key + "2", "\"lamp\""))).isEqualTo("\"lamp 2\"");
        assertThat(text(request("till.pay", null, "\"lamp\""))).isEqualTo("\"lamp 3\"");
        assertThat(text(request("till.pay", null, "\"lamp\""))).isEqualTo("\"lamp 4\"");
    }

    @Test
    void oneThatComesWhileTheFirstRunsWaitsForItsEnd() throws Exception {
        CompletableFuture<Message> first = peer.request("till.slowly", headers(key), bytes("\"vase\""));
        Awaitility.await().atMost(PATIENCE).until(() -> Runs.of("vase") == 1);
        CompletableFuture<Message> second = peer.request("till.slowly", headers(key), bytes("\"vase\""));
        request("till.pay", null, "\"a marker behind it\""); // so the second one has come
        assertThat(second).isNotDone();
        TillService.SLOW.complete("at last");
        assertThat(text(first.get(20, TimeUnit.SECONDS))).isEqualTo("\"at last\"");
        assertThat(text(second.get(20, TimeUnit.SECONDS))).isEqualTo("\"at last\"");
        assertThat(Runs.of("vase")).isEqualTo(1);
    }

    @Test
    void whatTheServiceAnswersWithIsRememberedToo() throws Exception {
        for (int i = 0; i < 2; i++) {
            Message declared = request("till.fail", key, "\"declared\"");
            assertThat(declared.getHeaders().getFirst("Nats-Mesh-Error")).isEqualTo("SoldOut");
            assertThat(text(declared)).contains("declared 1");
            assertThat(request("till.fail", key + "coded", "\"409\"").getHeaders().getFirst(CODE)).isEqualTo("409");
        }
        assertThat(Runs.of("declared")).isEqualTo(1);
        assertThat(Runs.of("409")).isEqualTo(1);
    }

    @Test
    void whatNobodyForesawAndWhatWasRefusedRunsAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(request("till.fail", key, "\"500\"").getHeaders().getFirst(CODE)).isEqualTo("500");
            assertThat(request("till.fail", key + "refused", "\"429\"").getHeaders().getFirst(CODE)).isEqualTo("429");
        }
        assertThat(Runs.of("500")).isEqualTo(2);
        assertThat(Runs.of("429")).isEqualTo(2);
    }

    @Test
    void aKeyIsForOneCall() throws Exception {
        request("till.pay", key, "\"chair\"");
        Message other = request("till.pay", key, "\"table\"");
        assertThat(other.getHeaders().getFirst(CODE)).isEqualTo("422");
        assertThat(other.getHeaders().getFirst("Nats-Service-Error")).contains("another call");
        assertThat(Runs.of("table")).isZero();
        assertThat(request("till.pay", "k".repeat(257), "\"table\"").getHeaders().getFirst(CODE)).isEqualTo("400");
    }

    @Test
    void afterItsWindowACallRunsAgain() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            request("till.forget", key, "\"rose\"");
            return Runs.of("rose") == 2;
        });
    }

    @Test
    void noResultIsOneToo() throws Exception {
        assertThat(request("till.close", key, "\"evening\"").getData()).isEmpty();
        assertThat(request("till.close", key, "\"evening\"").getData()).isEmpty();
        assertThat(Runs.of("evening")).isEqualTo(1);
    }

    @Test
    void anAttemptAfterALostReplyGetsTheEndOfTheFirst() {
        CompletableFuture<String> call = till.late("clock").subscribeAsCompletionStage();
        Awaitility.await().atMost(PATIENCE).until(() -> TillService.ATTEMPTS.get() >= 1);
        // The first attempt's caller has given up by now, or does soon; whichever attempt gets the end, it is that of the first.
        Awaitility.await().atMost(PATIENCE).until(() -> registry.find("ft.retry.retries.total").counters().stream()
                .mapToDouble(counter -> counter.count()).sum() >= 2);
        TillService.LATE.complete("in time");
        assertThat(call.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("in time");
        assertThat(TillService.ATTEMPTS).hasValue(1);
    }

    @Test
    void callersGiveEachCallAKeyAndOtherCallsNone() throws Exception {
        Subscription watching = peer.subscribe("till.*");
        peer.flush(PATIENCE);
        till.pay("box").await().atMost(PATIENCE);
        till.pay("box").await().atMost(PATIENCE);
        till.plain().await().atMost(PATIENCE);
        String one = watching.nextMessage(PATIENCE).getHeaders().getFirst(KEY);
        String two = watching.nextMessage(PATIENCE).getHeaders().getFirst(KEY);
        assertThat(one).matches("[0-9a-z]+-[0-9a-z]+").hasSizeLessThan(30);
        assertThat(two).isNotEqualTo(one);
        assertThat(two.substring(0, two.indexOf('-'))).isEqualTo(one.substring(0, one.indexOf('-')));
        assertThat(watching.nextMessage(PATIENCE).getHeaders().getFirst(KEY)).isNull();
    }

    private Message request(String subject, String idempotencyKey, String body) throws Exception {
        return peer.request(subject, headers(idempotencyKey), bytes(body)).get(20, TimeUnit.SECONDS);
    }

    private static Headers headers(String idempotencyKey) {
        return idempotencyKey == null ? null : new Headers().add(KEY, idempotencyKey);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    @NatsClient("till")
    public interface Till {
        @Deduplicate
        Uni<String> pay(String what);

        @Deduplicate
        Uni<String> slowly(String what);

        @Deduplicate
        Uni<String> fail(String how) throws SoldOut;

        @Deduplicate(window = "200ms")
        Uni<String> forget(String what);

        @Deduplicate
        Uni<Void> close(String when);

        @Idempotent
        @Deduplicate
        @Timeout(100)
        @Retry(maxRetries = 1_000, delay = 10)
        Uni<String> late(String what);

        Uni<String> plain();
    }

    public static class SoldOut extends Exception {

        private static final long serialVersionUID = 1L;

        public SoldOut(String message) {
            super(message);
        }
    }

    @NatsService
    public static class TillService implements Till {

        static final CompletableFuture<String> SLOW = new CompletableFuture<>();
        static final CompletableFuture<String> LATE = new CompletableFuture<>();
        static final AtomicInteger ATTEMPTS = new AtomicInteger();

        @Inject
        CallContext context;

        @Override
        public Uni<String> pay(String what) {
            context.replyHeader("X-Till", "7");
            return Uni.createFrom().item(what + " " + Runs.again(what));
        }

        @Override
        public Uni<String> slowly(String what) {
            Runs.again(what);
            return Uni.createFrom().completionStage(SLOW);
        }

        @Override
        public Uni<String> fail(String how) {
            int run = Runs.again(how);
            return Uni.createFrom().failure(switch (how) {
                case "declared" -> new SoldOut(how + " " + run);
                case "500" -> new IllegalStateException("nobody foresaw it");
                default -> new ServiceException(Integer.parseInt(how), "run " + run);
            });
        }

        @Override
        public Uni<String> forget(String what) {
            return Uni.createFrom().item(what + Runs.again(what));
        }

        @Override
        public Uni<Void> close(String when) {
            Runs.again(when);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<String> late(String what) {
            ATTEMPTS.incrementAndGet();
            return Uni.createFrom().completionStage(LATE);
        }

        @Override
        public Uni<String> plain() {
            return Uni.createFrom().item("plain");
        }
    }

    /** How often the service ran for what. */
    public static final class Runs {

        private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();

        private Runs() {
        }

        static int again(String what) {
            return RUNS.merge(what, 1, Integer::sum);
        }

        static int of(String what) {
            return RUNS.getOrDefault(what, 0);
        }
    }
}
