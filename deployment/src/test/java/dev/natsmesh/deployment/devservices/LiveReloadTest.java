package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.testkit.NatsServerBinary;
import io.quarkus.test.QuarkusDevModeTest;

class LiveReloadTest {

    private static final int HTTP_PORT = freePort();

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest().withApplicationRoot(
            archive -> archive.addClasses(Greeter.class, GreeterService.class, GreeterResource.class).addAsResource(
                    new StringAsset("quarkus.http.port=%d%nquarkus.nats.devservices.command=%s%n".formatted(HTTP_PORT,
                            NatsServerBinary.locate().path())),
                    "application.properties"));

    @Test
    void changedServiceAnswersOverTheSameServer() throws Exception {
        String servers = get("servers");
        assertThat(get("greet/Ann")).isEqualTo("Hello, Ann");
        APP.modifySourceFile(GreeterService.class, source -> source.replace("Hello", "Good evening"));
        assertThat(get("greet/Ann")).isEqualTo("Good evening, Ann");
        assertThat(get("servers")).isEqualTo(servers).isNotEqualTo("nats://localhost:4222");
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + HTTP_PORT + "/" + path))
                .timeout(Duration.ofMinutes(2)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
