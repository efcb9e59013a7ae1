package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;

/** A second connection takes over when the server of the first is lost, or answers no more. */
abstract class StandbyGuarantees extends TransportConformance {

    private static final Duration LIVENESS = Duration.ofMillis(500);
    /** How connections of transports with a standby are called. */
    private static final String NAME = "with-standby";
    private static final Pattern NAMED = Pattern.compile("\"name\":\\s*\"" + NAME + "\"");

    private final Function<ConnectionSettings, Transport> withStandby;

    StandbyGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
        this.withStandby = withStandby(implementation);
    }

    /** The same with a standby, and servers that are left soon. */
    static Function<ConnectionSettings, Transport> withStandby(Function<ConnectionSettings, Transport> implementation) {
        return all -> implementation.apply(new ConnectionSettings(all.servers(), NAME, all.connectTimeout(),
                all.reconnectDelay(), all.maxReconnectDelay(), all.pingInterval(), LIVENESS, all.lagWarning(), true,
                all.credentials(),
                all.tls(), all.limits()));
    }

    @Test
    void itIsOnAnotherServerAndReplacedWhenThatIsLost() {
        NatsCluster cluster = cluster();
        Transport transport = connectWithStandby(urls(cluster));
        int home = serverOf(transport, cluster);
        int standby = awaitStandby(cluster, home);

        cluster.server(standby).kill();
        assertThat(awaitStandby(cluster, home)).isNotEqualTo(standby);

        cluster.server(home).kill();
        Awaitility.await().atMost(PATIENCE).until(() -> transport.state() == TransportState.CONNECTED
                && serverOf(transport, cluster) != home);
        // There is one server now, and then another one again.
        cluster.restart(home);
        awaitStandby(cluster, serverOf(transport, cluster));
    }

    @Test
    void withOneServerThereIsNoneAndNothingIsSaid() {
        NatsServer nats = server();
        try (CapturedLog log = new CapturedLog()) {
            connectWithStandby(nats.url());
            // Several of the pauses after which another server would be tried.
            Awaitility.await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> connections(nats) == 1);
            assertThat(log.text()).doesNotContain(Standby.class.getName());
        }
    }

    @Test
    void resendableRequestsGoOnOverItWhenAServerDies() {
        assertGoesOn(NatsServer::kill);
    }

    @Test
    void resendableRequestsGoOnOverItWhenAServerFreezes() {
        assertGoesOn(NatsServer::freeze);
    }

    private void assertGoesOn(Consumer<NatsServer> loss) {
        NatsCluster cluster = cluster();
        Transport client = connectWithStandby(urls(cluster));
        int home = serverOf(client, cluster);
        Executions executions = new Executions();
        serveOnTheOthers(cluster, home, executions, client);
        int standby = awaitStandby(cluster, home);

        Load load = Load.of(client, "echo", true, 32).awaitMore(500);
        loss.accept(cluster.server(home));
        load.awaitMore(500).stop();

        assertThat(load.failures()).isEmpty();
        assertThat(serverOf(client, cluster)).isEqualTo(standby);
        assertThat(load.longest()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void otherRequestsFailWhenAServerFreezesAndNeverRunTwice() {
        NatsCluster cluster = cluster();
        Transport client = connectWithStandby(urls(cluster));
        int home = serverOf(client, cluster);
        Executions executions = new Executions();
        serveOnTheOthers(cluster, home, executions, client);
        awaitStandby(cluster, home);

        Load load = Load.of(client, "echo", false, 32).awaitMore(500);
        cluster.server(home).freeze();
        load.awaitMore(500);
        cluster.server(home).thaw();
        load.awaitMore(500).stop();

        assertThat(load.failures().values()).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(ConnectionLostException.class, e -> assertThat(e.mayHaveRun()).isTrue()));
        assertThat(load.failures()).hasSizeLessThanOrEqualTo(64);
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
    }

    @Test
    void aServiceIsServedElsewhereWhenItsServerFreezes() {
        NatsCluster cluster = cluster();
        Transport service = connectWithStandby(urls(cluster));
        int home = serverOf(service, cluster);
        serve(service, "echo", TransportConformance::echo);
        awaitStandby(cluster, home);
        cluster.server(home).freeze();
        Awaitility.await().atMost(PATIENCE).until(() -> service.state() == TransportState.CONNECTED
                && serverOf(service, cluster) != home);
        // Its new server needs no other one to know of it.
        Transport client = connect(cluster.server(serverOf(service, cluster)).url());
        awaitServed(client, "echo");
    }

    @Test
    void aSubjectServedAloneGetsEveryMessageOnceWhileItsFormerServerHangs() {
        NatsCluster cluster = cluster();
        Transport service = connectWithStandby(urls(cluster));
        int home = serverOf(service, cluster);
        int standby = awaitStandby(cluster, home);
        Executions executions = new Executions();
        service.serveAlone("own", QUEUE, executions);
        // This server goes on believing that the subject is served at the one that hangs.
        Transport client = connect(cluster.server(standby).url());
        awaitServed(client, "own");

        cluster.server(home).freeze();
        Awaitility.await().atMost(PATIENCE).until(() -> service.state() == TransportState.CONNECTED
                && serverOf(service, cluster) == standby);
        awaitServed(client, "own");
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 50)
                .mapToObj(i -> send(client, "own", Integer.toString(i))).toList();
        assertThat(replies).allSatisfy(reply -> await(reply));
        cluster.server(home).thaw();
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
    }

    @Test
    void repliesThatAServiceOwesAreSentAfterItsServerDied() {
        NatsCluster cluster = cluster();
        Transport service = connectWithStandby(urls(cluster));
        int home = serverOf(service, cluster);
        Queue<InboundMessage> held = new ConcurrentLinkedQueue<>();
        serve(service, "slow", message -> {
            if (message.body().length == 0) {
                message.reply(null, message.body());
            } else {
                held.add(message);
            }
        });
        awaitStandby(cluster, home);
        Transport client = connect(cluster.server((home + 1) % 3).url());
        awaitServed(client, "slow");
        CompletableFuture<Reply> reply = send(client, "slow", "owed");
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == 1);

        cluster.server(home).kill();
        Awaitility.await().atMost(PATIENCE).until(() -> service.state() == TransportState.CONNECTED
                && serverOf(service, cluster) != home);
        InboundMessage message = held.remove();
        message.reply(null, message.body());
        assertThat(await(reply).text()).isEqualTo("owed");
    }

    private Transport connectWithStandby(String... urls) {
        Transport transport = closedAfterwards(withStandby.apply(settings(urls)));
        awaitConnected(transport);
        return transport;
    }

    /** @return the other server with a connection, once there is one and no more */
    private static int awaitStandby(NatsCluster cluster, int home) {
        int[] found = { -1 };
        Awaitility.await().atMost(PATIENCE).until(() -> {
            found[0] = -1;
            int total = 0;
            for (int i = 0; i < cluster.servers().size(); i++) {
                if (cluster.server(i).isAlive()) {
                    int connections = connections(cluster.server(i));
                    total += connections;
                    found[0] = i != home && connections == 1 ? i : found[0];
                }
            }
            return total == 2 && found[0] >= 0;
        });
        return found[0];
    }

    private static int connections(NatsServer server) {
        return (int) NAMED.matcher(server.monitor("/connz")).results().count();
    }
}
