package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** What is published, here or by anybody, comes to who wants it. */
class EventsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(OrderEvents.class, Placed.class, Journal.class, Billing.class, Shipping.class, Audit.class, Board.class)
            .overrideConfigKey("quarkus.application.name", "my shop");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @NatsClient
    OrderEvents events;

    @Inject
    Journal journal;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
        journal.entries.clear();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void anEventComesOnceToEachMethodThatWantsIt() {
        events.placed(new Placed("o-1", 3)).await().atMost(PATIENCE);
        events.placed(new Placed("o-2", 4)).await().atMost(PATIENCE);

        awaitEntries("billing o-1 3", "shipping o-1", "audit placed", "board o-1",
                "billing o-2 4", "shipping o-2", "audit placed", "board o-2");
    }

    @Test
    void parametersAndReturnTypesAreThoseOfCalls() {
        events.cancelled("o-1", 17).toCompletableFuture().join();
        events.closed();

        awaitEntries("shipping cancelled o-1 17", "audit closed", "audit cancelled");
    }

    @Test
    void anybodyCanPublish() {
        connection.publish("orders_of_test.placed",
                "{\"count\": 1, \"id\": \"raw\", \"more\": []}".getBytes(StandardCharsets.UTF_8));
        connection.publish("orders_of_test.eu.unheard-of", null);
        connection.publish("orders_of_test", "nobody wants it".getBytes(StandardCharsets.UTF_8));

        awaitEntries("billing raw 1", "shipping raw", "audit placed", "board raw", "audit eu.unheard-of");
    }

    @Test
    void anybodyCanSubscribe() {
        List<String> seen = new ArrayList<>();
        Dispatcher dispatcher = connection.createDispatcher();
        dispatcher.subscribe("orders_of_test.placed", message -> {
            synchronized (seen) {
                seen.add(new String(message.getData(), StandardCharsets.UTF_8) + " " + message.getReplyTo());
            }
        });
        await().atMost(PATIENCE).until(() -> {
            connection.flush(PATIENCE);
            return true;
        });

        events.placed(new Placed("o-1", 3)).await().atMost(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> {
            synchronized (seen) {
                assertThat(seen).containsExactly("{\"id\":\"o-1\",\"count\":3} null");
            }
        });
    }

    @Test
    void instancesOfAnApplicationShareEventsUnlessTheyAreBroadcast() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger broadcast = new AtomicInteger();
        // As another instance would.
        Dispatcher dispatcher = connection.createDispatcher();
        dispatcher.subscribe("orders_of_test.placed", "my%20shop", message -> taken.incrementAndGet());
        dispatcher.subscribe("orders_of_test.placed", message -> broadcast.incrementAndGet());
        connection.flush(PATIENCE);

        for (int i = 0; i < 200; i++) {
            events.placed(new Placed("o-" + i, i)).await().atMost(PATIENCE);
        }

        await().atMost(PATIENCE).until(() -> broadcast.get() == 200 && journal.count("board ") == 200
                && taken.get() + journal.count("billing ") == 200);
        assertThat(taken.get()).isBetween(1, 199);
        assertThat(journal.count("shipping ")).isEqualTo(200 - taken.get());
        assertThat(journal.count("audit ")).as("in the same group by another subject").isEqualTo(200 - taken.get());
    }

    private void awaitEntries(String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(journal.entries).containsExactlyInAnyOrder(expected));
    }

    @NatsClient("orders_of_test")
    public interface OrderEvents {

        @Publish
        Uni<Void> placed(Placed placed);

        @Publish
        CompletionStage<Void> cancelled(String id, int reason);

        @Publish
        void closed();
    }

    public record Placed(String id, int count) {
    }

    @Singleton
    public static class Journal {

        final ConcurrentLinkedQueue<String> entries = new ConcurrentLinkedQueue<>();

        void add(String format, Object... arguments) {
            entries.add(format.formatted(arguments));
        }

        long count(String prefix) {
            return entries.stream().filter(entry -> entry.startsWith(prefix)).count();
        }
    }

    /** A bean without a scope. */
    public static class Billing {

        @Inject
        Journal journal;

        @Subscribe("orders_of_test.placed")
        void bill(Placed placed) {
            journal.add("billing %s %d", placed.id(), placed.count());
        }
    }

    @Singleton
    public static class Shipping {

        @Inject
        Journal journal;

        @Subscribe("orders_of_test.placed")
        Uni<Void> ship(Placed placed) {
            return Uni.createFrom().voidItem().invoke(() -> journal.add("shipping %s", placed.id()));
        }

        @Subscribe("*.cancelled")
        CompletionStage<Void> stop(String id, int reason) {
            journal.add("shipping cancelled %s %d", id, reason);
            return CompletableFuture.completedFuture(null);
        }
    }

    public static class Audit {

        @Inject
        Journal journal;

        @Subscribe("orders_of_test.placed")
        void placed() {
            journal.add("audit placed");
        }

        @Subscribe("orders_of_test.eu.>")
        void european() {
            journal.add("audit eu.unheard-of");
        }

        @Subscribe("orders_of_test.closed")
        void closed() {
            journal.add("audit closed");
        }

        @Subscribe("orders_of_test.*")
        void all() {
        }

        @Subscribe("orders_of_test.cancelled")
        void cancelled() {
            journal.add("audit cancelled");
        }
    }

    /** Every instance has one. */
    public static class Board {

        @Inject
        Journal journal;

        @Subscribe(value = "orders_of_test.placed", broadcast = true)
        void show(Placed placed) {
            journal.add("board %s", placed.id());
        }
    }
}
