package dev.natsmesh.shop.storefront;

import java.nio.file.Path;
import java.util.Map;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.QuarkusApplication;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Everything behind the storefront: a server, the inventory and pricing, as they were packaged. */
public class ShopResource implements QuarkusTestResourceLifecycleManager {

    private NatsServer server;
    private QuarkusApplication inventory;
    private QuarkusApplication pricing;

    @Override
    public Map<String, String> start() {
        server = NatsServer.start();
        inventory = start("inventory", Map.of("quarkus.nats.servers", server.url()));
        pricing = start("pricing", Map.of("quarkus.nats.servers", server.url(), "shop.instance", "the-desk"));
        return Map.of("quarkus.nats.servers", server.url());
    }

    private static QuarkusApplication start(String name, Map<String, String> configuration) {
        return QuarkusApplication.start(name, Path.of("..", name), Path.of("target", name + ".log"), configuration);
    }

    @Override
    public void stop() {
        if (pricing != null) {
            pricing.close();
        }
        if (inventory != null) {
            inventory.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
