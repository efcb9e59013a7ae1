package dev.natsmesh.chaos;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.natsmesh.testkit.QuarkusApplication;

/** Tells an application what to do, over HTTP. */
final class Command {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Command() {
    }

    /** Returns when it is done. */
    static void post(QuarkusApplication application, String path) {
        HttpRequest request = HttpRequest.newBuilder(application.url().resolve(path)).timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("%s answers POST %s with %d %s".formatted(application, path,
                        response.statusCode(), response.body()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("%s does not answer POST %s".formatted(application, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during POST %s to %s".formatted(path, application), e);
        }
    }
}
