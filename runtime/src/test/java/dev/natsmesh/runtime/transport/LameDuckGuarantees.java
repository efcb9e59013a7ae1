package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;

/** A server that announces its end loses no request. */
abstract class LameDuckGuarantees extends TransportConformance {

    LameDuckGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
    }

    @Test
    void aClientMovesBeforeItsServerGoes() {
        NatsCluster cluster = cluster();
        Transport client = connect(urls(cluster));
        int home = serverOf(client, cluster);
        Executions executions = new Executions();
        Transport service = connect(cluster.server((home + 1) % 3).url());
        serve(service, "echo", executions);
        awaitServed(client, "echo");

        Load load = Load.of(client, "echo", false, 16).awaitMore(300);
        cluster.server(home).lameDuck();
        Awaitility.await().atMost(PATIENCE).until(() -> !cluster.server(home).isAlive());
        load.awaitMore(300).stop();

        assertThat(load.failures()).isEmpty();
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
        assertThat(serverOf(client, cluster)).isNotEqualTo(home);
    }

    @Test
    void aServiceMovesBeforeItsServerGoes() {
        NatsCluster cluster = cluster();
        Executions executions = new Executions();
        Transport service = connect(urls(cluster));
        int home = serverOf(service, cluster);
        serve(service, "echo", executions);
        Transport client = connect(cluster.server((home + 1) % 3).url());
        awaitServed(client, "echo");

        Load load = Load.of(client, "echo", false, 16).awaitMore(300);
        cluster.server(home).lameDuck();
        Awaitility.await().atMost(PATIENCE).until(() -> serverOf(service, cluster) != home);
        service.serve("more", QUEUE, executions);
        Awaitility.await().atMost(PATIENCE).until(() -> !cluster.server(home).isAlive());
        load.awaitMore(300).stop();

        assertThat(load.failures()).isEmpty();
        assertThat(executions.counts().values()).allMatch(count -> count == 1);
        awaitServed(client, "more");
    }

    @Test
    void withNowhereToGoItStaysAndComesBack() {
        NatsServer nats = server("lame_duck_grace_period: \"10s\"");
        Transport client = connect(nats.url());
        Transport service = connect(nats.url());
        serve(service, "echo", TransportConformance::echo);

        nats.lameDuck();
        Awaitility.await().atMost(PATIENCE).until(() -> nats.log().contains("lame duck"));
        assertThat(await(send(client, "echo", "still")).text()).isEqualTo("still");

        nats.kill();
        awaitState(client, TransportState.DISCONNECTED);
        nats.restart();
        awaitState(client, TransportState.CONNECTED);
        awaitState(service, TransportState.CONNECTED);
        awaitServed(client, "echo");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(nats.monitor("/varz")).contains("\"connections\": 2,");
            assertThat(send(client, "echo", "again").get(20, TimeUnit.SECONDS).text())
                    .isEqualTo("again");
        });
    }

    @Test
    void closingWhileMovingLeavesNoConnection() {
        NatsServer nats = server("lame_duck_grace_period: \"10s\"");
        Transport client = connect(nats.url());
        nats.lameDuck();
        Awaitility.await().atMost(PATIENCE).until(() -> nats.log().contains("lame duck"));
        client.drain(Duration.ofSeconds(5));
        client.close();
        // Without clients a lame duck ends at once.
        assertThat(nats.awaitExit(PATIENCE)).isTrue();
    }
}
