package dev.natsmesh.deployment.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class ExecutionModelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Threads.class, ThreadsService.class, OnWorkers.class,
            OnWorkersService.class, Place.class, Visit.class);

    @NatsClient
    Threads threads;
    @NatsClient
    OnWorkers onWorkers;
    @Inject
    Vertx vertx;

    @Test
    void asynchronousMethodsRunOnAnEventLoop() throws Exception {
        assertThat(threads.uni().await().atMost(PATIENCE)).isEqualTo(new Place("event loop", true));
        assertThat(threads.stage().toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(new Place("event loop", true));
    }

    @Test
    void valuesAreMadeOnAWorker() {
        assertThat(threads.value()).isEqualTo(new Place("worker", true));
    }

    @Test
    void annotationsOnTheMethodDecide() {
        assertThat(threads.blockingUni().await().atMost(PATIENCE)).isEqualTo(new Place("worker", true));
        assertThat(threads.nonBlockingValue()).isEqualTo(new Place("event loop", true));
    }

    @Test
    void annotationOnTheClassDecidesUnlessTheMethodHasItsOwn() {
        assertThat(onWorkers.uni().await().atMost(PATIENCE)).isEqualTo(new Place("worker", true));
        assertThat(onWorkers.nonBlocking().await().atMost(PATIENCE)).isEqualTo(new Place("event loop", true));
    }

    @Test
    void virtualThreadIsUsedWhereTheJdkHasThem() {
        assertThat(threads.virtual()).isEqualTo(new Place(Runtime.version().feature() >= 21 ? "virtual" : "worker", true));
    }

    @Test
    void eachCallHasARequestScopeThatEndsWithIt() throws Exception {
        CompletableFuture<String> first = threads.visit("first").toCompletableFuture();
        CompletableFuture<String> second = threads.visit("second").toCompletableFuture();
        assertThat(first.get(20, TimeUnit.SECONDS)).startsWith("first ");
        assertThat(second.get(20, TimeUnit.SECONDS)).startsWith("second ")
                .doesNotEndWith(first.get().substring(first.get().indexOf(' ')));
        assertThat(threads.endedVisits()).isEqualTo(2);
    }

    @Test
    void uniContinuesOnTheCallersContext() throws Exception {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        CompletableFuture<Context> seen = new CompletableFuture<>();
        context.runOnContext(ignored -> threads.uni().subscribe().with(place -> seen.complete(Vertx.currentContext()),
                seen::completeExceptionally));
        assertThat(seen.get(20, TimeUnit.SECONDS)).isSameAs(context);
    }

    @Test
    void blockingStubIsRefusedOnAnEventLoop() {
        assertThatThrownBy(() -> onEventLoop(threads::value)).rootCause().isInstanceOf(IllegalStateException.class)
                .hasMessage("Threads.value blocks and is called on an event loop; let the caller run on a worker thread"
                        + " (@Blocking), or let the contract's method return Uni");
    }

    private Object onEventLoop(Supplier<Object> work) throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(ignored -> {
            try {
                result.complete(work.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    public record Place(String thread, boolean duplicatedContext) {

        static Place here() {
            String thread = Context.isOnEventLoopThread()
                    ? "event loop"
                    : Thread.currentThread().getClass().getName().endsWith("VirtualThread") ? "virtual" : "worker";
            return new Place(thread, VertxContext.isOnDuplicatedContext());
        }
    }

    @NatsClient("threads")
    public interface Threads {
        Uni<Place> uni();

        CompletionStage<Place> stage();

        Place value();

        Uni<Place> blockingUni();

        Place nonBlockingValue();

        Place virtual();

        CompletionStage<String> visit(String name);

        int endedVisits();
    }

    @NatsService
    public static class ThreadsService implements Threads {

        @Inject
        Visit visit;

        private final CompletableFuture<Void> bothAreHere = new CompletableFuture<>();
        private final AtomicInteger here = new AtomicInteger();

        @Override
        public Uni<Place> uni() {
            return Uni.createFrom().item(Place::here);
        }

        @Override
        public CompletionStage<Place> stage() {
            return CompletableFuture.completedFuture(Place.here());
        }

        @Override
        public Place value() {
            return Place.here();
        }

        @Override
        @Blocking
        public Uni<Place> blockingUni() {
            return Uni.createFrom().item(Place.here());
        }

        @Override
        @NonBlocking
        public Place nonBlockingValue() {
            return Place.here();
        }

        @Override
        @RunOnVirtualThread
        public Place virtual() {
            return Place.here();
        }

        /** Ends when another visitor is there too. */
        @Override
        public CompletionStage<String> visit(String name) {
            visit.name(name);
            String before = visit.describe();
            if (here.incrementAndGet() == 2) {
                bothAreHere.complete(null);
            }
            return bothAreHere.thenApply(ignored -> before);
        }

        @Override
        public int endedVisits() {
            return Visit.ENDED.get();
        }
    }

    @RequestScoped
    public static class Visit {

        static final AtomicInteger ENDED = new AtomicInteger();

        private String name;
        private final UUID id = UUID.randomUUID();

        String describe() {
            return name + " " + id;
        }

        void name(String name) {
            this.name = name;
        }

        @PreDestroy
        void end() {
            ENDED.incrementAndGet();
        }
    }

    @NatsClient("on-workers")
    public interface OnWorkers {
        Uni<Place> uni();

        Uni<Place> nonBlocking();
    }

    @NatsService
    @Blocking
    public static class OnWorkersService implements OnWorkers {
        @Override
        public Uni<Place> uni() {
            return Uni.createFrom().item(Place.here());
        }

        @Override
        @NonBlocking
        public Uni<Place> nonBlocking() {
            return Uni.createFrom().item(Place.here());
        }
    }
}
