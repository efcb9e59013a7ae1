package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.transport.Transport;
import io.quarkus.test.QuarkusUnitTest;

class EventDrainTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Events.class, Waiting.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @NatsClient
    Events events;

    @Inject
    Waiting waiting;

    @Inject
    Transport transport;

    @Test
    void whatRunsIsFinishedAndNothingNewComes() {
        events.happened();
        await().atMost(PATIENCE).until(() -> waiting.begun.get() == 2);

        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> transport.drain(PATIENCE));
        await().pollDelay(Duration.ofMillis(300)).until(() -> !drained.isDone());
        waiting.may.release(2);

        drained.join();
        assertThat(waiting.ended).hasValue(2);
        events.happened();
        await().during(Duration.ofMillis(300)).until(() -> waiting.begun.get() == 2);
    }

    @NatsClient("drained")
    public interface Events {

        @Publish
        void happened();
    }

    @Singleton
    public static class Waiting {

        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final Semaphore may = new Semaphore(0);

        @Subscribe("drained.happened")
        void shared() throws InterruptedException {
            handle();
        }

        @Subscribe(value = "drained.*", broadcast = true)
        void broadcast() throws InterruptedException {
            handle();
        }

        private void handle() throws InterruptedException {
            begun.incrementAndGet();
            may.acquire();
            ended.incrementAndGet();
        }
    }
}
