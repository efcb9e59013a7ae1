package dev.natsmesh.deployment.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.testkit.NatsServer;
import io.quarkus.test.QuarkusUnitTest;

/** The event loop speaks no WebSocket, so such a server is reached by jnats' threads. */
class WebSocketTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Greeter.class, GreeterService.class)
            .overrideConfigKey("quarkus.nats.servers", url());

    @NatsClient
    Greeter greeter;

    @Test
    void aServerBehindAWebSocketIsReached() {
        assertThat(greeter.greet("Ann")).isEqualTo("Hello, Ann");
    }

    private static String url() {
        NatsServer server = NatsServer.builder().monitoring(true)
                .config("websocket { host: 127.0.0.1, port: -1, no_tls: true }")
                .start();
        Matcher port = Pattern.compile("\"websocket\":\\s*\\{[^}]*\"port\":\\s*(\\d+)").matcher(server.monitor("/varz"));
        assertThat(port.find()).isTrue();
        return "ws://127.0.0.1:" + port.group(1);
    }

    @NatsClient("ws-greeter")
    interface Greeter {
        String greet(String name);
    }

    @NatsService(version = "1.0.0")
    static class GreeterService implements Greeter {
        @Override
        public String greet(String name) {
            return "Hello, " + name;
        }
    }
}
