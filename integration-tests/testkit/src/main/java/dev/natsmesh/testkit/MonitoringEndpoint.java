package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Reads what a server tells about itself over HTTP. */
final class MonitoringEndpoint {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;

    private MonitoringEndpoint() {
    }

    static String get(int port, String path) {
        String url = "http://127.0.0.1:" + port + (path.startsWith("/") ? path : "/" + path);
        try {
            HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (status != HttpURLConnection.HTTP_OK) {
                    throw new IllegalStateException("GET %s: expected status 200, got %d: %s".formatted(url, status, text));
                }
                return text;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + url + " failed", e);
        }
    }
}
