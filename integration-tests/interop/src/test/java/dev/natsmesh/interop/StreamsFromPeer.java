package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import dev.natsmesh.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** Streams between two peers of different languages, so that each is known to keep the wire form. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class StreamsFromPeer extends StreamCalls {

    private static final String STAYS = "stays";
    private static final String LEAVES = "leaves";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Peer caller;
    private Peer served;
    private NatsServer server;
    private Connection connection;
    private Process service;

    abstract Peer served();

    @BeforeAll
    void serve() throws IOException, InterruptedException {
        caller = caller();
        served = served();
        server = NatsServer.start();
        connection = Nats.connect(server.url());
        service = served.start("streams", url(), STAYS);
    }

    @AfterAll
    void end() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly();
        }
        if (connection != null) {
            connection.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void serviceThatIsLostEndsTheStreamAtTheCaller() throws IOException {
        Process leaving = served.start("streams", url(), LEAVES);
        Process calling = caller.launch("ticks", url(), LEAVES, "1000000", "16", "100");
        try {
            awaitOpen(LEAVES, 1);
            leaving.destroyForcibly();
            assertThat(new String(calling.getInputStream().readAllBytes())).contains("\"lost\"");
        } finally {
            leaving.destroyForcibly();
            calling.destroyForcibly();
        }
    }

    @Override
    String url() {
        return server.url();
    }

    @Override
    String service() {
        return STAYS;
    }

    @Override
    int open(String service) throws InterruptedException {
        return Integer.parseInt(new String(connection.request(service + ".open", null, PATIENCE).getData()));
    }
}
