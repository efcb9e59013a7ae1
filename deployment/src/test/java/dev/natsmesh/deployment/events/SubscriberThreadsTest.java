package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;

/** Methods that get events run where those of services would, each event for itself. */
class SubscriberThreadsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Events.class, Subscribers.class, Visit.class);

    private static final Map<String, BlockingQueue<String>> SEEN = new ConcurrentHashMap<>();

    @NatsClient
    Events events;

    @Test
    void returnTypeAndAnnotationsDecide() throws Exception {
        events.happened();

        assertThat(seen("value")).isEqualTo("worker");
        assertThat(seen("uni")).isEqualTo("event loop");
        assertThat(seen("stage")).isEqualTo("event loop");
        assertThat(seen("blocking")).isEqualTo("worker");
        assertThat(seen("nonBlocking")).isEqualTo("event loop");
        assertThat(seen("virtual")).isEqualTo(Runtime.version().feature() >= 21 ? "virtual" : "worker");
    }

    @Test
    void eventsAreHandledConcurrentlyInScopesOfTheirOwn() throws Exception {
        events.visited("first");
        events.visited("second");

        assertThat(new String[]{ seen("visit"), seen("visit") }).containsExactlyInAnyOrder("first", "second");
        assertThat(seen("end")).isNotEqualTo(seen("end"));
    }

    private static String seen(String name) throws InterruptedException {
        String place = queue(name).poll(20, TimeUnit.SECONDS);
        assertThat(place).as(name).isNotNull();
        return place;
    }

    private static BlockingQueue<String> queue(String name) {
        return SEEN.computeIfAbsent(name, ignored -> new LinkedBlockingQueue<>());
    }

    private static void here(String name) {
        String thread = Context.isOnEventLoopThread()
                ? "event loop"
                : Thread.currentThread().getClass().getName().endsWith("VirtualThread") ? "virtual" : "worker";
        queue(name).add(VertxContext.isOnDuplicatedContext() ? thread : thread + " without a context of its own");
    }

    @NatsClient("threads_of_events")
    public interface Events {

        @Publish
        void happened();

        @Publish
        void visited(String name);
    }

    public static class Subscribers {

        @Inject
        Visit visit;

        private final CompletableFuture<Void> bothAreHere = new CompletableFuture<>();
        private final AtomicInteger here = new AtomicInteger();

        @Subscribe("threads_of_events.happened")
        void value() {
            here("value");
        }

        @Subscribe("threads_of_events.happened")
        Uni<Void> uni() {
            return Uni.createFrom().voidItem().invoke(() -> here("uni"));
        }

        @Subscribe("threads_of_events.happened")
        CompletionStage<Void> stage() {
            here("stage");
            return CompletableFuture.completedFuture(null);
        }

        @Subscribe("threads_of_events.happened")
        @Blocking
        Uni<Void> blocking() {
            here("blocking");
            return Uni.createFrom().voidItem();
        }

        @Subscribe("threads_of_events.happened")
        @NonBlocking
        void nonBlocking() {
            here("nonBlocking");
        }

        @Subscribe("threads_of_events.happened")
        @RunOnVirtualThread
        void virtual() {
            here("virtual");
        }

        /** Ends when another event is there too. */
        @Subscribe("threads_of_events.visited")
        CompletionStage<Void> visited(String name) {
            visit.name(name);
            String remembered = visit.name();
            if (here.incrementAndGet() == 2) {
                bothAreHere.complete(null);
            }
            return bothAreHere.thenRun(() -> queue("visit").add(remembered));
        }
    }

    @RequestScoped
    public static class Visit {

        private String name;

        void name(String visitor) {
            name = visitor;
        }

        String name() {
            return name;
        }

        @PreDestroy
        void end() {
            queue("end").add(name);
        }
    }
}
