package dev.natsmesh.deployment.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;
import io.quarkus.runtime.ExecutorRecorder;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

class CallerInLogsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Desk.class, DeskService.class)
            .overrideConfigKey("quarkus.application.name", "the-shop")
            .overrideConfigKey("quarkus.nats.caller-header", "true")
            .overrideConfigKey("quarkus.application.version", "3.1.4");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CALLER = "the-shop/3\\.1\\.4/[0-9a-f]{32}";

    @NatsClient
    Desk desk;

    @Inject
    Transport transport;

    @Inject
    Vertx vertx;

    @Test
    void aMethodOnTheEventLoopSeesItsCaller() {
        assertThat(desk.onEventLoop().await().atMost(PATIENCE)).matches("vert\\.x-eventloop.* " + CALLER);
    }

    @Test
    void aMethodOnAWorkerSeesItsCaller() {
        assertThat(desk.onWorker()).matches("(executor|vert\\.x-worker).* " + CALLER);
    }

    @Test
    void aMethodOnAVirtualThreadSeesItsCaller() {
        assertThat(desk.onVirtualThread()).matches(".* " + CALLER);
    }

    @Test
    void whatThePeerWritesCanNotForgeALogLine() {
        assertThat(call("onWorker", "evil\u001b[31m\"} {\"level\": ${jndi:x}" + "x".repeat(1000)))
                .contains(" evil_", "_31m__ __level_: __jndi:x_xxx")
                .doesNotContain("\u001b", "{", "$", "\"x")
                .hasSizeLessThan(300);
    }

    @Test
    void anAnonymousCallAfterAnotherSeesNobody() {
        for (int i = 0; i < 50; i++) {
            assertThat(desk.onWorker()).contains("the-shop");
            assertThat(call("onWorker", null)).endsWith(" null\"");
            assertThat(call("onEventLoop", null)).endsWith(" null\"");
        }
    }

    @Test
    void threadsForgetTheCallersTheyHaveServed() throws Exception {
        for (int i = 0; i < 50; i++) {
            desk.onWorker();
            desk.onEventLoop().await().atMost(PATIENCE);
            assertThat(
                    CompletableFuture.supplyAsync(DeskService::seen, ExecutorRecorder.getCurrent()).get(30, TimeUnit.SECONDS))
                    .endsWith(" null");
            CompletableFuture<String> onEventLoop = new CompletableFuture<>();
            vertx.nettyEventLoopGroup().execute(() -> onEventLoop.complete(DeskService.seen()));
            assertThat(onEventLoop.get(30, TimeUnit.SECONDS)).contains("eventloop").endsWith(" null");
        }
    }

    /** A call by a peer that is not ours. */
    private String call(String endpoint, String caller) {
        Headers headers = new Headers();
        if (caller != null) {
            headers.add(HeaderNames.CALLER, caller);
        }
        CompletableFuture<String> reply = new CompletableFuture<>();
        transport.request(
                new Request(new RequestTraits("a peer's call", false), Subject.of("desk." + endpoint), headers,
                        new byte[0], Deadline.in(PATIENCE)),
                new ReplyHandler() {
                    @Override
                    public void reply(Headers replyHeaders, byte[] body) {
                        reply.complete(new String(body));
                    }

                    @Override
                    public void failed(RuntimeException failure) {
                        reply.completeExceptionally(failure);
                    }
                });
        return reply.join();
    }

    @NatsClient("desk")
    public interface Desk {

        Uni<String> onEventLoop();

        String onWorker();

        String onVirtualThread();
    }

    @NatsService
    public static class DeskService implements Desk {

        @Override
        public Uni<String> onEventLoop() {
            return Uni.createFrom().item(DeskService::seen);
        }

        @Override
        public String onWorker() {
            return seen();
        }

        @Override
        @RunOnVirtualThread
        public String onVirtualThread() {
            return seen();
        }

        private static String seen() {
            return Thread.currentThread().getName() + " " + MDC.get("caller");
        }
    }
}
