package dev.natsmesh.runtime.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * A server's URL as it is configured. It may hold credentials, so only {@link #withoutCredentials} may be shown, and of one that
 * can't be read nothing.
 */
public final class ServerUrl {

    private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");
    private static final Set<String> TLS_SCHEMES = Set.of("tls", "wss");

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
                throw new IllegalArgumentException("it names no host");
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

    public boolean wantsTls() {
        return TLS_SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    /** The URL without what stands before the last {@code @}, however odd it is. */
    static String withoutCredentials(String url) {
        return url.replaceFirst("^([A-Za-z]+://)?.*@", "$1");
    }
}
