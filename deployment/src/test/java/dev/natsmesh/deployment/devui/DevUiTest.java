package dev.natsmesh.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.NatsServerBinary;
import io.quarkus.test.QuarkusDevModeTest;

/** Asks a running development mode what the page in the browser asks it. */
class DevUiTest {

    private static final int HTTP_PORT = freePort();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAMESPACE = "quarkus-nats-mesh";

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest().withApplicationRoot(
            archive -> archive.addClasses(Shown.class, ShownService.class).addAsResource(
                    new StringAsset("quarkus.http.port=%d%nquarkus.nats.devservices.command=%s%n".formatted(HTTP_PORT,
                            NatsServerBinary.locate().path())),
                    "application.properties"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void showsTheInstanceAndDrainsIt() throws Exception {
        assertThat(get("dev-ui/%s/qwc-nats-mesh-instance.js".formatted(NAMESPACE))).contains("class QwcNatsMeshInstance");
        assertThat(get("dev-ui/devui-data.js")).contains("qwc-nats-mesh-instance.js");

        Answers answers = new Answers();
        WebSocket page = http.newWebSocketBuilder().connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://localhost:%d/q/dev-ui/json-rpc-ws".formatted(HTTP_PORT)), answers).join();
        JsonNode report = call(page, answers, "report");
        assertThat(report.path("state").asText()).isEqualTo("serving");
        assertThat(report.path("services").path(0).path("name").asText()).isEqualTo("shown");
        assertThat(report.path("services").path(0).path("id")).isEqualTo(report.path("instance"));
        assertThat(report.path("services").path(0).path("endpoints").path(0).path("subject").asText()).isEqualTo("shown.call");

        assertThat(call(page, answers, "drain").path("state").asText()).startsWith("drain");
        assertThat(call(page, answers, "report").path("services").path(0).path("state").asText()).startsWith("drain");
        page.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private JsonNode call(WebSocket page, Answers answers, String method) throws Exception {
        page.sendText("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s_%s\",\"params\":{}}".formatted(NAMESPACE, method), true)
                .join();
        while (true) {
            String text = answers.texts.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(text).as("answer to " + method).isNotNull();
            JsonNode answer = mapper.readTree(text);
            if (answer.path("id").asInt() == 7) {
                assertThat(answer.has("error")).as(text).isFalse();
                return answer.path("result").path("object");
            }
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%d/q/%s".formatted(HTTP_PORT, path)))
                .timeout(PATIENCE).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Answers implements WebSocket.Listener {

        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            begun.append(data);
            if (last) {
                texts.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
