package dev.natsmesh.deployment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.deployment.OwnServer;
import dev.natsmesh.deployment.stream.Ticker.Tick;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class LostServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Much longer than the test waits: what it sees is the lost connection, not silence. */
    private static final String LIVENESS = "10m";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Ticker.class, TickerService.class, OwnServer.class)
            .overrideConfigKey("quarkus.nats.servers", OwnServer.urlWithCredentials())
            .overrideConfigKey("quarkus.nats.stream-liveness", LIVENESS)
            // The service waits for its caller until then.
            .overrideConfigKey("quarkus.nats.drain-timeout", "100ms")
            .setAfterAllCustomizer(OwnServer::close);

    @NatsClient
    Ticker ticker;

    @Test
    void aStreamFailsWithTheConnectionAndTheNextOneWorks() {
        AssertSubscriber<Tick> open = ticker.endless().subscribe().withSubscriber(AssertSubscriber.create(5));
        open.awaitItems(5, PATIENCE);
        OwnServer.stop();
        // The failure comes after what has arrived before it.
        open.request(Long.MAX_VALUE).awaitFailure(PATIENCE);
        assertThat(open.getFailure()).isInstanceOf(ConnectionLostException.class);
        OwnServer.restart();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(
                () -> ticker.count(0, 3).collect().asList().await().atMost(PATIENCE).size() == 3);
    }
}
