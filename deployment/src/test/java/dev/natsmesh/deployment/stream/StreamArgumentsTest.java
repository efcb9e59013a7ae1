package dev.natsmesh.deployment.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.Subject;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What a stream's arguments and context are: the same as those of any call. */
class StreamArgumentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Feeds.class, FeedService.class)
            .overrideConfigKey("quarkus.nats.max-hops", "4");

    @NatsClient
    Feeds feeds;

    @Test
    void theServicesStreamHasItsArgumentsFromTheSubjectTheHeadersAndTheBody() {
        assertThat(feeds.prices("a.b *", "straße", "book", null).collect().asList().await().atMost(PATIENCE))
                .containsExactly("feeds.a%2Eb%20%2A.prices", "a.b *", "straße", "book", "1");
    }

    @Test
    void theCallersStreamHasThemToo() {
        assertThat(feeds.upload(Multi.createFrom().items(1, 2, 3), "eu", Optional.of(true)).await().atMost(PATIENCE))
                .isEqualTo("feeds.eu.upload 6 true");
    }

    @Test
    void soHaveStreamsBothWays() {
        assertThat(feeds.both("x", Multi.createFrom().items("a", "b")).collect().asList().await().atMost(PATIENCE))
                .containsExactly("a x", "b x");
    }

    @Test
    void theContextIsInjectedWhereItemsAreMade() {
        assertThat(feeds.injected().collect().asList().await().atMost(PATIENCE))
                .containsExactly("feeds.injected", "feeds.injected");
        assertThat(feeds.injectedOnWorkers().collect().asList().await().atMost(PATIENCE))
                .containsExactly("feeds.injectedOnWorkers", "feeds.injectedOnWorkers");
    }

    @Test
    void anArgumentThatCannotBeReadIsRefused() throws Exception {
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            Message refused = peer.request("feeds.%2e.prices", new Headers().add("Nats-Mesh-Credit", "5").add("X-Tenant", "t"),
                    "\"book\"".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(refused.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
        }
    }

    @Test
    void anArgumentThatHasNoPlaceInTheSubjectFailsTheCall() {
        assertThatThrownBy(() -> feeds.prices(null, "t", "book", null).collect().asList().await().atMost(PATIENCE))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("region");
    }

    @Test
    void streamsThatCallEachOtherInACircleComeToAnEnd() {
        assertThatThrownBy(() -> feeds.circle().collect().asList().await().atMost(PATIENCE))
                .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(508));
    }

    @Test
    void theLastMessageHasTheHeadersOfTheAnswer() throws Exception {
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            Subscription replies = peer.subscribe("feeds-peer.replies");
            peer.publish("feeds.injected", "feeds-peer.replies", new Headers().add("Nats-Mesh-Credit", "5"), null);
            Message last = replies.nextMessage(PATIENCE);
            while (!"end".equals(last.getHeaders().getFirst("Nats-Mesh-Control"))) {
                assertThat(last.getHeaders().getFirst("X-Answer")).isNull();
                last = replies.nextMessage(PATIENCE);
            }
            assertThat(last.getHeaders().getFirst("X-Answer")).isEqualTo("yes");
            assertThat(last.getHeaders().getFirst("Nats-Mesh-Seq")).isEqualTo("3");
        }
    }

    @NatsClient("feeds")
    public interface Feeds {
        @Subject("feeds.{region}.prices")
        Multi<String> prices(String region, @Header("X-Tenant") String tenant, String sku, CallContext call);

        @Subject("feeds.{region}.upload")
        Uni<String> upload(Multi<Integer> numbers, String region, @Header("X-Trial") Optional<Boolean> trial);

        Multi<String> both(@Header("X-Suffix") String suffix, Multi<String> texts);

        Multi<String> injected();

        Multi<String> injectedOnWorkers();

        Multi<String> circle();
    }

    @NatsService
    public static class FeedService implements Feeds {

        @Inject
        CallContext context;

        @NatsClient
        Feeds feeds;

        @Override
        public Multi<String> prices(String region, String tenant, String sku, CallContext call) {
            return Multi.createFrom().items(call.subject(), region, tenant, sku, Integer.toString(call.attempt()));
        }

        @Override
        public Uni<String> upload(Multi<Integer> numbers, String region, Optional<Boolean> trial) {
            return numbers.collect().with(Collectors.summingInt(Integer::intValue))
                    .map(sum -> context.subject() + " " + sum + " " + trial.orElseThrow());
        }

        @Override
        public Multi<String> both(String suffix, Multi<String> texts) {
            return texts.map(text -> text + " " + suffix);
        }

        @Override
        public Multi<String> injected() {
            context.replyHeader("X-Answer", "yes");
            return Multi.createFrom().items(1, 2).map(number -> context.subject());
        }

        @Override
        @Blocking
        public Multi<String> injectedOnWorkers() {
            return Multi.createFrom().items(1, 2).map(number -> context.subject());
        }

        @Override
        public Multi<String> circle() {
            return feeds.circle();
        }
    }
}
