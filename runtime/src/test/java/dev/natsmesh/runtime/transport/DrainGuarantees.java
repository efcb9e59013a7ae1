package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.natsmesh.NoRespondersException;
import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;

/** Leaving in order loses no reply. */
abstract class DrainGuarantees extends TransportConformance {

    private static final byte[] NOTHING = new byte[0];
    private static final int DRAINS = 40;
    private static final Logger LOG = Logger.getLogger(DrainGuarantees.class);

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(4);
    private NatsServer nats;
    private Transport client;

    DrainGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
    }

    @BeforeEach
    void connectClient() {
        nats = server();
        client = connect(nats.url());
    }

    @AfterEach
    void endWorkers() {
        workers.shutdownNow();
    }

    @Test
    void noReplyIsLostWhileServicesComeAndGo() {
        Executions executions = new Executions();
        Transport serving = connect(nats.url());
        serve(serving, "work", message -> finishLater(message, executions));
        Load load = Load.retryingUnserved(client, "work", 32);
        for (int i = 0; i < DRAINS; i++) {
            Transport next = connect(nats.url());
            next.serve("work", QUEUE, message -> finishLater(message, executions));
            load.awaitMore(100);
            serving.drain(PATIENCE);
            serving.close();
            serving = next;
        }
        load.awaitMore(100).stop();
        assertThat(load.failures())
                .as("those of them that ran have lost their reply here: %s", load.failures().keySet().stream()
                        .filter(executions.counts()::containsKey).toList())
                .isEmpty();
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
    }

    /**
     * Unlike on one server, requests that are on their way to the server of an instance which leaves have to be sent on to others. The
     * long form: {@code -Dnatsmesh.drains=200 -Dnatsmesh.calls-each=5000}.
     */
    @Test
    void noCallIsLostWhileInstancesOfAClusterComeAndGo() {
        int drains = Integer.getInteger("natsmesh.drains", 20);
        int callsEach = Integer.getInteger("natsmesh.calls-each", 500);
        NatsCluster cluster = cluster();
        Executions executions = new Executions();
        Deque<Transport> serving = new ArrayDeque<>();
        serving.add(serveOn(cluster.server(1), executions));
        serving.add(serveOn(cluster.server(2), executions));
        awaitKnown(cluster);
        Load load = Load.of(connect(cluster.server(0).url()), "work", false, 64);
        for (int i = 0; i < drains; i++) {
            serving.add(serveOn(cluster.server(i % 3), executions));
            load.awaitMore(callsEach);
            Transport leaving = serving.remove();
            assertThat(leaving.drain(PATIENCE)).isZero();
            leaving.close();
        }
        load.awaitMore(callsEach).stop();
        LOG.infof("%d drains, %d calls, %d lost, the longest took %d ms", drains, load.succeeded(), load.failures().size(),
                load.longest().toMillis());
        assertThat(load.failures()).isEmpty();
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
    }

    private Transport serveOn(NatsServer server, Executions executions) {
        Transport service = connect(server.url());
        service.serve("work", QUEUE, message -> finishLater(message, executions));
        return service;
    }

    /** Returns when each server knows that somebody serves. */
    private static void awaitKnown(NatsCluster cluster) {
        for (NatsServer server : cluster.servers()) {
            Awaitility.await().atMost(PATIENCE).until(() -> server.monitor("/routez?subs=1").contains("\"work\"")
                    || server.monitor("/connz?subs=1").contains("\"work\""));
        }
    }

    @Test
    void noReplyIsLostWhenTheOnlyServiceGoes() {
        for (int i = 0; i < DRAINS; i++) {
            Transport only = connect(nats.url());
            serve(only, "work", message -> finishLater(message, new Executions()));
            Load load = Load.of(client, "work", false, 32).awaitMore(50);
            only.drain(PATIENCE);
            only.close();
            load.stop();
            assertThat(load.failures().values())
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(NoRespondersException.class));
        }
    }

    @Test
    void aMessageThatIsNeverFinishedIsAbandoned() {
        Transport service = connect(nats.url());
        AtomicReference<InboundMessage> stuck = new AtomicReference<>();
        service.serve("stuck", QUEUE, stuck::set);
        Awaitility.await().atMost(PATIENCE).until(() -> nats.monitor("/connz?subs=1").contains("\"stuck\""));
        send(client, "stuck", "");
        Awaitility.await().atMost(PATIENCE).until(() -> stuck.get() != null);

        Duration timeout = Duration.ofMillis(300);
        long start = System.nanoTime();
        service.drain(timeout);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(timeout, PATIENCE.dividedBy(3));
        assertThat(service.state()).isEqualTo(TransportState.DRAINING);
    }

    @Test
    void aHandlerThatBlocksDoesNotHoldUpDrainingForever() {
        Transport service = connect(nats.url());
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        service.serve("blocking", QUEUE, message -> {
            entered.complete(null);
            release.join();
            message.reply(null, NOTHING);
        });
        Awaitility.await().atMost(PATIENCE).until(() -> nats.monitor("/connz?subs=1").contains("\"blocking\""));
        CompletableFuture<Reply> reply = send(client, "blocking", "");
        entered.join();
        service.drain(Duration.ofMillis(200));
        assertThat(reply).isNotDone();
        release.complete(null);
        assertThat(await(reply).body()).isEmpty();
    }

    @Test
    void requestsMayStillBeSentAndNothingIsServedAnyMore() {
        Transport service = connect(nats.url());
        serve(service, "echo", TransportConformance::echo);
        Transport other = connect(nats.url());
        serve(other, "other", TransportConformance::echo);
        service.drain(PATIENCE);
        assertThat(await(send(service, "other", "during")).text()).isEqualTo("during");
        service.serve("echo", QUEUE, TransportConformance::echo);
        assertThat(awaitFailure(send(client, "echo", ""))).isInstanceOf(NoRespondersException.class);
        service.drain(PATIENCE);
    }

    @Test
    void aReplyThatNeedsAnotherCallIsStillGiven() {
        Transport other = connect(nats.url());
        serve(other, "other", TransportConformance::echo);
        Transport service = connect(nats.url());
        serve(service, "chain", message -> workers.schedule(() -> send(service, "other", "further")
                .thenAccept(reply -> message.reply(null, reply.body())), 20, TimeUnit.MILLISECONDS));
        List<CompletableFuture<Reply>> replies = List.of(send(client, "chain", "a"), send(client, "chain", "b"));
        Awaitility.await().atMost(PATIENCE).until(() -> nats.monitor("/varz").contains("\"in_msgs\""));
        service.drain(PATIENCE);
        for (CompletableFuture<Reply> reply : replies) {
            assertThat(reply.handle((value, failure) -> failure == null ? value.text() : failure.getClass().getSimpleName())
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                    .isIn("further", NoRespondersException.class.getSimpleName());
        }
    }

    @Test
    void withoutAConnectionDrainingEndsAndNothingIsServedWhenItComesBack() {
        Transport service = connect(nats.url());
        serve(service, "echo", TransportConformance::echo);
        nats.kill();
        awaitState(service, TransportState.DISCONNECTED);
        service.drain(PATIENCE);
        nats.restart();
        awaitState(client, TransportState.CONNECTED);
        Awaitility.await().atMost(PATIENCE).until(() -> nats.monitor("/varz").contains("\"connections\": 2,"));
        assertThat(awaitFailure(send(client, "echo", ""))).isInstanceOf(NoRespondersException.class);
    }

    private void finishLater(InboundMessage message, Executions executions) {
        workers.schedule(() -> executions.message(message), message.body().length % 4, TimeUnit.MILLISECONDS);
    }
}
