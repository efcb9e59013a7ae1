package dev.natsmesh.interop;

import java.util.Map;

import dev.natsmesh.testkit.NatsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The nats-server between the languages. */
public class RealServer implements QuarkusTestResourceLifecycleManager {

    private NatsServer server;

    @Override
    public Map<String, String> start() {
        server = NatsServer.start();
        return Map.of("quarkus.nats.servers", server.url());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
