package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class CallContextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Desk.class, DeskService.class, Clerk.class, Again.class, AgainService.class)
            .overrideConfigKey("quarkus.application.name", "the/shop")
            .overrideConfigKey("quarkus.application.version", "3.1.4")
            .overrideConfigKey("quarkus.nats.timeout", "60s")
            .overrideConfigKey("quarkus.nats.caller-header", "true");

    @NatsClient
    Desk desk;
    @NatsClient
    Again again;

    @Inject
    CallContext context;

    @Test
    void aParameterTellsOfTheCall() {
        assertThat(desk.parameter("x", null).await().atMost(PATIENCE)).isEqualTo("x context.parameter the/shop 3.1.4 1");
    }

    @Test
    void itIsInjectedOnEventLoopsAndWorkersAndInOtherBeans() {
        assertThat(desk.onEventLoop().await().atMost(PATIENCE)).isEqualTo("context.onEventLoop");
        assertThat(desk.onWorker()).isEqualTo("context.onWorker");
    }

    @Test
    void itIsTheRightOneInLaterStages() {
        assertThat(desk.later().await().atMost(PATIENCE)).isEqualTo("context.later");
    }

    @Test
    void theDeadlineIsWhatIsLeft() throws Exception {
        assertThat(Duration.parse(desk.remaining())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(text(request("context.remaining", new Headers()))).isEqualTo("\"none\"");
    }

    @Test
    void headersOfTheRequestAreDecodedAndThoseOfTheAnswerEncoded() throws Exception {
        Message reply = request("context.headers",
                new Headers().add("X-Tenant", "UTF-8''stra%C3%9Fe").add("X-Tenant", "b"));
        assertThat(text(reply)).isEqualTo("\"straße [straße, b] [X-Tenant]\"");
        assertThat(reply.getHeaders().get("X-Answer")).containsExactly("UTF-8''zwei%0AZeilen");
        assertThat(text(request("context.onWorker", new Headers()))).isEqualTo("\"context.onWorker\"");
    }

    @Test
    void anErrorHasTheHeadersToo() throws Exception {
        Message reply = request("context.fail", new Headers());
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("409");
        assertThat(reply.getHeaders().getFirst("X-Answer")).isEqualTo("sorry");
    }

    @Test
    void anAnonymousOrStrangeCallerIsNone() throws Exception {
        assertThat(text(request("context.caller", new Headers()))).isEqualTo("\"Optional.empty\"");
        assertThat(text(request("context.caller", new Headers().add("Nats-Mesh-Caller", "a/b"))))
                .isEqualTo("\"Optional.empty\"");
    }

    @Test
    void attemptsAreCounted() {
        AgainService.TRIES.set(0);
        assertThat(again.third().await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(AgainService.TRIES).hasValue(3);
    }

    @Test
    void withoutACallThereIsNone() {
        Arc.container().requestContext().activate();
        try {
            assertThatThrownBy(() -> context.subject()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no call of the NATS mesh is being served");
        } finally {
            Arc.container().requestContext().terminate();
        }
    }

    private static Message request(String subject, Headers headers) throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            return connection.request(subject, headers, new byte[0], PATIENCE);
        }
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    @NatsClient("context")
    public interface Desk {
        Uni<String> parameter(String text, CallContext call);

        Uni<String> onEventLoop();

        String onWorker();

        Uni<String> later();

        String remaining();

        Uni<String> headers();

        void fail();

        String caller();
    }

    @NatsService
    public static class DeskService implements Desk {

        @Inject
        CallContext call;

        @Inject
        Clerk clerk;

        @Override
        public Uni<String> parameter(String text, CallContext given) {
            CallContext.Caller caller = given.caller().orElseThrow();
            assertThat(caller.instance()).matches("[0-9a-f]{32}");
            return Uni.createFrom().item(text + " " + given.subject() + " " + caller.application() + " " + caller.version()
                    + " " + given.attempt());
        }

        @Override
        public Uni<String> onEventLoop() {
            return Uni.createFrom().item(clerk.subject());
        }

        @Override
        public String onWorker() {
            return clerk.subject();
        }

        @Override
        public Uni<String> later() {
            return Uni.createFrom().item("x").onItem().delayIt().by(Duration.ofMillis(20)).map(x -> call.subject());
        }

        @Override
        public String remaining() {
            return call.remaining().map(Duration::toString).orElse("none");
        }

        @Override
        public Uni<String> headers() {
            call.replyHeader("X-Answer", "first");
            call.replyHeader("X-Answer", "zwei\nZeilen");
            return Uni.createFrom().item(call.header("X-Tenant").orElseThrow() + " " + call.headers("X-Tenant") + " "
                    + call.headerNames());
        }

        @Override
        public void fail() {
            call.replyHeader("X-Answer", "sorry");
            assertThatThrownBy(() -> call.replyHeader("Nats-Service-Error", "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> call.replyHeader("a b", "x")).isInstanceOf(IllegalArgumentException.class);
            throw new ServiceException(409, "conflict");
        }

        @Override
        public String caller() {
            return call.caller().toString();
        }
    }

    @NatsClient("context-again")
    public interface Again {
        @Idempotent
        @Retry(maxRetries = 5, delay = 0)
        Uni<Integer> third();
    }

    @NatsService
    public static class AgainService implements Again {

        static final AtomicInteger TRIES = new AtomicInteger();

        @Inject
        CallContext call;

        @Override
        public Uni<Integer> third() {
            TRIES.incrementAndGet();
            return call.attempt() < 3
                    ? Uni.createFrom().failure(new ServiceException(503, "again"))
                    : Uni.createFrom().item(call.attempt());
        }
    }

    @ApplicationScoped
    public static class Clerk {

        @Inject
        CallContext call;

        String subject() {
            return call.subject();
        }
    }
}
