package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.Gather;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.Response;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Results with headers of the reply. */
class ResponseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Offers.class, OffersService.class, Guarded.class, GuardedService.class, Offer.class)
            .overrideConfigKey("quarkus.nats.compression.enabled", "true")
            .overrideConfigKey("quarkus.nats.compression.min-size", "100");

    @NatsClient
    Offers offers;
    @NatsClient
    Guarded guarded;
    @Inject
    Offers local;

    @Test
    void headersAndBodyArriveInEachShape() {
        Response<Offer> expected = Response.of(new Offer("lamp", 3)).with("X-List", "2026-11");
        assertThat(offers.uni("lamp").await().atMost(PATIENCE)).isEqualTo(expected).hasSameHashCodeAs(expected)
                .hasToString(expected.toString());
        assertThat(offers.stage("lamp").toCompletableFuture().join()).isEqualTo(expected);
        assertThat(offers.value("lamp")).isEqualTo(expected);
        assertThat(offers.upload(Multi.createFrom().items("la", "mp")).await().atMost(PATIENCE)).isEqualTo(expected);
        Response<Offer> other = offers.value("desk");
        assertThat(other).isNotEqualTo(expected).isNotEqualTo(other.with("X-List", "2026-11"));
    }

    @Test
    void aBeanThatIsCalledWithoutANetworkReturnsTheSame() {
        assertThat(local.value("lamp")).isEqualTo(offers.value("lamp"));
    }

    @Test
    void anyTextArrivesAsItWas() {
        for (String text : List.of("", " a ", "straße 日本 😀", "two\r\nlines", "UTF-8''x", "%41", "\0")) {
            Response<Void> response = offers.echo(text).await().atMost(PATIENCE);
            assertThat(response.headers("X-Text")).containsExactly(text, "and " + text);
            assertThat(response.header("X-Text")).contains(text);
            assertThat(response.body()).isNull();
        }
    }

    @Test
    void namesAreThoseOfTheApplicationAndTheirCaseCounts() {
        Response<Void> response = offers.echo("a").await().atMost(PATIENCE);
        assertThat(response.headerNames()).containsExactly("X-Text", "x-text");
        assertThat(response.header("x-text")).contains("other");
        assertThat(response.header("X-TEXT")).isEmpty();
        assertThat(response.headers("X-TEXT")).isEmpty();
        assertThatThrownBy(() -> response.headerNames().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> response.headers("X-Text").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(offers.text(500).await().atMost(PATIENCE).headerNames()).containsExactly("X-Length");
    }

    @Test
    void nullIsABodyToo() {
        assertThat(offers.none(true).await().atMost(PATIENCE)).isEqualTo(Response.of(null).with("X-None", "yes"));
        assertThat(offers.none(false).await().atMost(PATIENCE)).isEqualTo(Response.of(null));
        assertThat(offers.bytes(null).await().atMost(PATIENCE)).isEqualTo(Response.of(null).with("X-None", "yes"));
        assertThat(offers.bytes(new byte[0]).await().atMost(PATIENCE).body()).isEmpty();
    }

    @Test
    void aResponseThatHasComeIsPassedOn() {
        assertThat(offers.passOn(500).await().atMost(PATIENCE))
                .isEqualTo(Response.of("x".repeat(500)).with("X-Length", "500").with("X-Via", "a"));
    }

    @Test
    void itReplacesHeadersThatTheContextWasGiven() {
        Response<String> response = offers.both().await().atMost(PATIENCE);
        assertThat(response.headers("X-One")).containsExactly("response");
        assertThat(response.header("X-Two")).contains("context");
    }

    @Test
    void aNameThatIsNotFreeFailsTheCall() {
        for (String name : List.of("Nats-Service-Error", "Content-Type", "a b", "")) {
            assertThatThrownBy(() -> offers.named(name).await().atMost(PATIENCE))
                    .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(500));
        }
    }

    @Test
    void aFailureHasNoResponse() {
        assertThatThrownBy(() -> offers.fails().await().atMost(PATIENCE)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(418));
    }

    @Test
    void peersNoticeNothing() throws Exception {
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = peer.request("offers.uni", "\"lamp\"".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(new String(reply.getData(), StandardCharsets.UTF_8)).isEqualTo("{\"sku\":\"lamp\",\"price\":3}");
            assertThat(reply.getHeaders().getFirst("X-List")).isEqualTo("2026-11");
        }
    }

    @Test
    void eachInstanceHasHeaders() throws Exception {
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            peer.createDispatcher(request -> peer.publish(NatsMessage.builder().subject(request.getReplyTo())
                    .headers(new Headers().add("X-Zone", "b")).data("2").build())).subscribe("_MESH.A.offers.load");
            peer.flush(PATIENCE);
            assertThat(offers.load().collect().asList().await().atMost(PATIENCE)).containsExactlyInAnyOrder(
                    Response.of(1).with("X-Zone", "a"), Response.of(2).with("X-Zone", "b"));
        }
    }

    @Test
    void faultToleranceIsAsForOtherResults() {
        assertThat(guarded.uni().await().atMost(PATIENCE)).isEqualTo(Response.of(2).with("X-Attempt", "2"));
        assertThat(offers.retried()).isEqualTo(Response.of(2).with("X-Attempt", "2"));
        assertThat(offers.replaced()).isEqualTo(Response.of(0).with("X-Attempt", "none"));
    }

    public record Offer(String sku, int price) {
    }

    @NatsClient("offers")
    public interface Offers {
        Uni<Response<Offer>> uni(String sku);

        CompletionStage<Response<Offer>> stage(String sku);

        Response<Offer> value(String sku);

        Uni<Response<Offer>> upload(Multi<String> letters);

        Uni<Response<Void>> echo(String text);

        Uni<Response<String>> text(int length);

        Uni<Response<String>> passOn(int length);

        Uni<Response<List<String>>> none(boolean withHeader);

        Uni<Response<byte[]>> bytes(byte[] bytes);

        Uni<Response<String>> both();

        Uni<Response<String>> named(String header);

        Uni<Response<String>> fails();

        @Gather(stall = "400ms")
        Multi<Response<Integer>> load();

        @Idempotent
        @Retry(delay = 0)
        Response<Integer> retried();

        @Fallback(fallbackMethod = "instead")
        Response<Integer> replaced();

        default Response<Integer> instead() {
            return Response.of(0).with("X-Attempt", "none");
        }
    }

    @NatsService
    public static class OffersService implements Offers {

        private final AtomicInteger attempts = new AtomicInteger();
        private final CallContext call;
        private final Offers offers;

        OffersService(CallContext call, @NatsClient Offers offers) {
            this.call = call;
            this.offers = offers;
        }

        @Override
        public Uni<Response<Offer>> uni(String sku) {
            return Uni.createFrom().item(() -> value(sku));
        }

        @Override
        public CompletionStage<Response<Offer>> stage(String sku) {
            return CompletableFuture.supplyAsync(() -> value(sku));
        }

        @Override
        public Response<Offer> value(String sku) {
            return Response.of(new Offer(sku, 3)).with("X-List", "2026-11");
        }

        @Override
        public Uni<Response<Offer>> upload(Multi<String> letters) {
            return letters.collect().asList().map(all -> value(String.join("", all)));
        }

        @Override
        public Uni<Response<Void>> echo(String text) {
            return Uni.createFrom().item(Response.<Void>of(null).with("X-Text", text).with("x-text", "other")
                    .with("X-Text", "and " + text));
        }

        @Override
        public Uni<Response<String>> text(int length) {
            return Uni.createFrom().item(Response.of("x".repeat(length)).with("X-Length", Integer.toString(length)));
        }

        @Override
        public Uni<Response<String>> passOn(int length) {
            return offers.text(length).map(response -> response.with("X-Via", "a"));
        }

        @Override
        public Uni<Response<List<String>>> none(boolean withHeader) {
            return withHeader
                    ? Uni.createFrom().item(Response.<List<String>>of(null).with("X-None", "yes"))
                    : Uni.createFrom().nullItem();
        }

        @Override
        public Uni<Response<byte[]>> bytes(byte[] bytes) {
            return Uni.createFrom().item(Response.of(bytes).with("X-None", bytes == null ? "yes" : "no"));
        }

        @Override
        public Uni<Response<String>> both() {
            call.replyHeader("X-One", "context");
            call.replyHeader("X-Two", "context");
            return Uni.createFrom().item(Response.of("").with("X-One", "response"));
        }

        @Override
        public Uni<Response<String>> named(String header) {
            return Uni.createFrom().item(Response.of("").with(header, "x"));
        }

        @Override
        public Uni<Response<String>> fails() {
            return Uni.createFrom().failure(new ServiceException(418, "no"));
        }

        @Override
        public Multi<Response<Integer>> load() {
            return Multi.createFrom().item(Response.of(1).with("X-Zone", "a"));
        }

        @Override
        public Response<Integer> retried() {
            return attempt(attempts);
        }

        @Override
        public Response<Integer> replaced() {
            throw new IllegalStateException("fails on purpose");
        }

        static Response<Integer> attempt(AtomicInteger attempts) {
            int attempt = attempts.incrementAndGet();
            if (attempt == 1) {
                throw new ServiceException(503, "not yet");
            }
            return Response.of(attempt).with("X-Attempt", Integer.toString(attempt));
        }
    }

    /** Its fault tolerance is a part of the call: none of its methods blocks. */
    @NatsClient("guarded-offers")
    public interface Guarded {

        @Idempotent
        @Retry(delay = 0)
        @Timeout(10_000)
        Uni<Response<Integer>> uni();
    }

    @NatsService
    public static class GuardedService implements Guarded {

        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public Uni<Response<Integer>> uni() {
            return Uni.createFrom().item(() -> OffersService.attempt(attempts));
        }
    }
}
