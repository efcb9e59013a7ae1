package dev.natsmesh.runtime.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A server's URL as it is configured. It may hold credentials, so only {@link #withoutCredentials} may be shown, and of one that
 * can't be read nothing.
 */
public final class ServerUrl {

    private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");
    private static final Set<String> WEB_SOCKET_SCHEMES = Set.of("ws", "wss");
    private static final Set<String> TLS_SCHEMES = Set.of("tls", "wss");

    private static final int HIGHEST_PORT = 65_535;
    private static final int DEFAULT_PORT = 4222;

    private final URI uri;

    private ServerUrl(URI uri) {
        this.uri = uri;
    }

    /** @throws IllegalArgumentException if it can't be read; the message doesn't show it */
    public static ServerUrl parse(String text) {
        String url = text.trim();
        try {
            URI uri = new URI(url.contains("://") ? url : "nats://" + url);
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("its scheme is not one of nats, tls, ws and wss");
            }
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("it names no host, or its port is not a number");
            }
            if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
                throw new IllegalArgumentException("its port is not one of 1 to " + HIGHEST_PORT);
            }
            // In user:12/34@host the password looks like a port.
            if (Stream.of(uri.getRawPath(), uri.getRawQuery(), uri.getRawFragment())
                    .anyMatch(part -> part != null && part.contains("@"))) {
                throw new IllegalArgumentException(
                        "it has an @ after the host; special characters of a password are written as %XX");
            }
            return new ServerUrl(uri);
        } catch (URISyntaxException e) {
            // The cause would show the URL.
            throw new IllegalArgumentException("it is not a URL; special characters of a password are written as %XX");
        }
    }

    public boolean hasCredentials() {
        return uri.getRawUserInfo() != null;
    }

    boolean isWebSocket() {
        return WEB_SOCKET_SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    public boolean wantsTls() {
        return TLS_SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    /** Scheme, host and port. */
    private String publicPart() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** What tells a server from others, as far as URLs do; of one that can't be read nothing. */
    static String hostAndPort(String url) {
        try {
            URI uri = parse(url).uri;
            return uri.getHost().toLowerCase(Locale.ROOT) + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What may be shown of a URL. */
    public static String withoutCredentials(String url) {
        try {
            return parse(url).publicPart();
        } catch (IllegalArgumentException e) {
            return "a URL that can't be read";
        }
    }
}
