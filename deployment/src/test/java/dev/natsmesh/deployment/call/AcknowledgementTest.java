package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Without a result, a call still ends when its method has run, and not before. */
class AcknowledgementTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Acks.class, AcksService.class)
            .overrideConfigKey("quarkus.nats.timeout", "60s");

    @NatsClient
    Acks acks;

    @BeforeEach
    void begin() {
        AcksService.begun = false;
        AcksService.end = new CompletableFuture<>();
    }

    @Test
    void aUniEndsWhenTheMethodHasRun() throws Exception {
        endsWithTheMethod(acks.uni().subscribeAsCompletionStage());
    }

    @Test
    void aStageEndsWhenTheMethodHasRun() throws Exception {
        endsWithTheMethod(acks.stage().toCompletableFuture());
    }

    @Test
    void nothingIsReturnedWhenTheMethodHasRun() throws Exception {
        endsWithTheMethod(CompletableFuture.runAsync(() -> acks.nothing()));
    }

    private static void endsWithTheMethod(CompletableFuture<Void> call) throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> AcksService.begun);
        assertThat(call).isNotDone();
        AcksService.end.complete(null);
        assertThat(call.get(20, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void whatTheMethodFailsWithIsTold() {
        AcksService.end.completeExceptionally(new ServiceException(409, "not now"));
        assertThatThrownBy(() -> acks.nothing()).isInstanceOf(ServiceException.class).hasMessage("not now");
        assertThatThrownBy(() -> acks.uni().await().atMost(PATIENCE)).isInstanceOf(ServiceException.class);
    }

    @Test
    void theAcknowledgementIsAnEmptyReply() throws Exception {
        AcksService.end.complete(null);
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("acks.nothing", new byte[0], PATIENCE);
            assertThat(reply.getData()).isEmpty();
            assertThat(reply.hasHeaders()).isFalse();
        }
    }

    @NatsClient("acks")
    public interface Acks {
        Uni<Void> uni();

        CompletionStage<Void> stage();

        void nothing();
    }

    @NatsService
    public static class AcksService implements Acks {

        static volatile boolean begun;
        static volatile CompletableFuture<Void> end;

        @Override
        public Uni<Void> uni() {
            begun = true;
            return Uni.createFrom().completionStage(end);
        }

        @Override
        public CompletionStage<Void> stage() {
            begun = true;
            return end;
        }

        @Override
        public void nothing() {
            begun = true;
            try {
                end.join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }
    }
}
