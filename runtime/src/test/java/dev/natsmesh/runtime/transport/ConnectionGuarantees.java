package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;

/** What happens when servers come, die, freeze and come back. */
abstract class ConnectionGuarantees extends TransportConformance {

    private static final byte[] NOTHING = new byte[0];

    ConnectionGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
    }

    @Test
    void aDeadServerInTheListIsPassedOver() {
        NatsServer nats = server();
        NatsServer dead = server();
        dead.kill();
        Transport transport = connect(dead.url(), nats.url());
        assertThat(transport.server()).endsWith(":" + nats.port());
    }

    @Test
    void aRequestWaitsForTheFirstServerToCome() {
        NatsServer nats = server();
        nats.kill();
        Transport service = open(nats.url());
        Transport client = open(nats.url());
        service.serve("echo", QUEUE, TransportConformance::echo);
        assertThat(client.state()).isEqualTo(TransportState.DISCONNECTED);
        assertThat(client.server()).isEqualTo("no server");
        CompletableFuture<Reply> waiting = send(client, "nobody.yet", NOTHING, false, PATIENCE);

        nats.restart();
        awaitConnected(client);
        awaitConnected(service);

        assertThat(awaitFailure(waiting)).isInstanceOf(NoRespondersException.class);
        awaitServed(client, "echo");
    }

    @Test
    void withoutAConnectionARequestFailsAtItsDeadlineAndHasNotRun() {
        Transport transport = open("nats://127.0.0.1:" + unusedPort());
        assertThat(awaitFailure(send(transport, "any", NOTHING, true, Duration.ofMillis(200))))
                .isInstanceOfSatisfying(ConnectionLostException.class, e -> assertThat(e.mayHaveRun()).isFalse());
    }

    @Test
    void closingWhileConnectingEndsTheAttempts() {
        Set<Thread> before = threads();
        for (int i = 0; i < 10; i++) {
            create(settings("nats://127.0.0.1:" + unusedPort())).close();
        }
        awaitNoMoreThan(before);
    }

    @Test
    void openingAndClosingLeavesNoThreadBehind() {
        NatsServer nats = server();
        Set<Thread> before = threads();
        for (int i = 0; i < 200; i++) {
            Transport transport = create(settings(nats.url()));
            awaitConnected(transport);
            transport.serve("cycle", QUEUE, TransportConformance::echo);
            if (i % 2 == 0) {
                transport.drain(PATIENCE);
            }
            transport.close();
        }
        awaitNoMoreThan(before);
        Awaitility.await().atMost(PATIENCE).until(() -> nats.monitor("/varz").contains("\"connections\": 0"));
    }

    @Test
    void aServerThatRestartsIsFoundAgainAndServedAgain() {
        NatsServer nats = server();
        Transport client = connect(nats.url());
        Transport service = connect(nats.url());
        serve(service, "echo", TransportConformance::echo);
        for (int i = 0; i < 3; i++) {
            nats.kill();
            awaitState(client, TransportState.DISCONNECTED);
            awaitState(service, TransportState.DISCONNECTED);
            assertThat(client.server()).isEqualTo("no server");
            nats.restart();
            awaitState(client, TransportState.CONNECTED);
            assertThat(client.server()).isEqualTo(nats.url());
            awaitState(service, TransportState.CONNECTED);
            awaitServed(client, "echo");
        }
    }

    @Test
    void whatIsServedWhileDisconnectedIsServedLater() {
        NatsServer nats = server();
        Transport client = connect(nats.url());
        Transport service = connect(nats.url());
        nats.kill();
        awaitState(service, TransportState.DISCONNECTED);
        Executions executions = new Executions();
        service.serve("later", QUEUE, executions);
        service.serve("withdrawn", QUEUE, executions).withdraw();
        nats.restart();
        awaitServed(client, "later");
        assertThat(nats.monitor("/connz?subs=1")).doesNotContain("\"withdrawn\"");
    }

    @Test
    void aClientMayBeThereBeforeTheService() {
        NatsServer nats = server();
        Transport client = connect(nats.url());
        assertThat(awaitFailure(send(client, "echo", NOTHING, false, PATIENCE))).isInstanceOf(NoRespondersException.class);
        serve(connect(nats.url()), "echo", TransportConformance::echo);
        awaitServed(client, "echo");
    }

    @Test
    void repliesThatWaitForAConnectionAreBounded() {
        NatsServer nats = server();
        Transport service = connect(nats.url());
        Queue<InboundMessage> held = new ConcurrentLinkedQueue<>();
        service.serve("large", QUEUE, held::add);
        Awaitility.await().atMost(PATIENCE).until(() -> nats.monitor("/connz?subs=1").contains("\"large\""));
        Transport client = connect(nats.url());
        for (int i = 0; i < 20; i++) {
            send(client, "large", "");
        }
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == 20);
        nats.kill();
        awaitState(service, TransportState.DISCONNECTED);
        held.forEach(message -> message.reply(null, new byte[1_000_000]));

        nats.restart();
        awaitState(service, TransportState.CONNECTED);
        // It comes after them.
        awaitFailure(send(service, "nobody", NOTHING, false, PATIENCE));
        Matcher received = Pattern.compile("\"in_bytes\":\\s*(\\d+)").matcher(nats.monitor("/varz"));
        assertThat(received.find()).isTrue();
        assertThat(Integer.parseInt(received.group(1))).isBetween(4_000_000, 10_000_000);
    }

    @Test
    void requestsBegunWhileDisconnectedAreSentOnce() {
        NatsServer nats = server();
        Transport client = connect(nats.url());
        nats.kill();
        awaitState(client, TransportState.DISCONNECTED);
        CompletableFuture<Reply> waiting = send(client, "nobody", NOTHING, false, PATIENCE);
        nats.restart();
        // Answered, be it by nobody; and the server has seen it once.
        awaitFailure(waiting);
        assertThat(nats.monitor("/varz")).contains("\"in_msgs\": 1,");
    }

    @Test
    void resendableRequestsSurviveTheDeathOfTheirServer() {
        NatsCluster cluster = cluster();
        Executions executions = new Executions();
        Transport client = connect(urls(cluster));
        int home = serverOf(client, cluster);
        serveOnTheOthers(cluster, home, executions, client);

        Load load = Load.of(client, "echo", true, 32).awaitMore(500);
        cluster.server(home).kill();
        load.awaitMore(500).stop();

        assertThat(load.failures()).isEmpty();
        assertThat(serverOf(client, cluster)).isNotEqualTo(home);
    }

    @Test
    void otherRequestsFailOrSucceedAndNeverRunTwiceWhenTheirServerDies() {
        NatsCluster cluster = cluster();
        Executions executions = new Executions();
        Transport client = connect(urls(cluster));
        int home = serverOf(client, cluster);
        serveOnTheOthers(cluster, home, executions, client);

        Load load = Load.of(client, "echo", false, 32).awaitMore(500);
        cluster.server(home).kill();
        load.awaitMore(500).stop();

        assertThat(load.failures().values()).allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(ConnectionLostException.class, e -> assertThat(e.mayHaveRun()).isTrue()));
        assertThat(load.failures()).hasSizeLessThanOrEqualTo(64);
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
    }

    @Test
    void requestsToAFrozenServerEndByTheirDeadlineAndWorkAfterItThaws() {
        NatsServer nats = server();
        Transport client = connect(nats.url());
        Transport service = connect(nats.url());
        serve(service, "echo", TransportConformance::echo);

        nats.freeze();
        Duration timeout = Duration.ofMillis(300);
        for (boolean resendable : new boolean[]{ true, false }) {
            assertThat(awaitFailure(send(client, "echo", NOTHING, resendable, timeout)))
                    .isInstanceOf(CallTimeoutException.class);
        }
        nats.thaw();
        awaitServed(client, "echo");
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private static void awaitNoMoreThan(Set<Thread> before) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads().stream()
                .filter(thread -> !before.contains(thread) && !thread.getName().startsWith("awaitility"))
                .map(Thread::getName).collect(Collectors.toList())).isEmpty());
    }
}
