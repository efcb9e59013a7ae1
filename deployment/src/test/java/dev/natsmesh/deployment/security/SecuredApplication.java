package dev.natsmesh.deployment.security;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.testkit.NatsServer;
import io.quarkus.test.QuarkusUnitTest;

/** An application with one service, connected to a server of its own that asks who connects. */
final class SecuredApplication {

    private SecuredApplication() {
    }

    /**
     * @param serverConfig goes into nats.conf
     * @param config the application's configuration besides the server's URL
     */
    static QuarkusUnitTest of(Supplier<String> serverConfig, Function<NatsServer, Map<String, String>> config) {
        AtomicReference<NatsServer> server = new AtomicReference<>();
        QuarkusUnitTest application = MeshApplication.withoutServer(Greeting.class, GreetingService.class,
                SecuredApplication.class);
        return application.setBeforeAllCustomizer(() -> {
            server.set(NatsServer.builder().config(serverConfig.get()).start());
            application.overrideConfigKey("quarkus.nats.servers", server.get().url());
            config.apply(server.get()).forEach(application::overrideConfigKey);
        }).setAfterAllCustomizer(() -> server.get().close());
    }

    @NatsClient("greeting")
    public interface Greeting {
        String greet(String name);
    }

    @NatsService
    public static class GreetingService implements Greeting {
        @Override
        public String greet(String name) {
            return "Hello, " + name;
        }
    }
}
