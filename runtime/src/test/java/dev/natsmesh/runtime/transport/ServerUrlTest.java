package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.nats.client.support.NatsUri;

/** What is shown of a server's URL, above all of one whose password has characters that should have been escaped. */
class ServerUrlTest {

    private static final List<String> SECRETS = List.of("4913", "qzx", "0", "77");
    private static final List<String> BETWEEN = List.of("/", "//", "://", "?", "#", "@", ":", "%", "%2F", "%40", "[", "]", " ",
            "\n",
            "\t", "\\", "\"", "<", ">", "^", "{", "}", "|", ";", "&", "+", "=", "~", "'", ".", "-", "_", "$", "!", "é",
            "\u0000",
            "nats://", "ws://", "@host", "/@", "?@");
    private static final List<String> BEFORE = List.of("nats://user:", "NATS://user:", "tls://user:", "ws://user:", "wss://",
            "nats://",
            "", "user:", "x://");
    private static final List<String> AFTER = List.of("@host:4222", "@host", "@[::1]:4222", "@host:4222/", "@host/path");

    @Test
    void secretsAreNeverShown() {
        Random random = new Random(4222);
        int readable = 0;
        for (int i = 0; i < 50_000; i++) {
            String url = any(BEFORE, random) + secret(random) + any(AFTER, random);
            assertThat(ServerUrl.withoutCredentials(url)).as(url).doesNotContain("4913", "qzx");
            try {
                ServerUrl.parse(url);
                readable++;
                assertThat(hostForJnats(url)).as(url).isIn("host", "[::1]");
                assertThat(ServerUrl.withoutCredentials(url)).as(url).matches("(?i)(nats|tls|wss?)://(host|\\[::1\\])(:4222)?");
            } catch (IllegalArgumentException e) {
                assertThat(e).as(url).hasMessageNotContainingAny("4913", "qzx").hasNoCause();
            }
        }
        assertThat(readable).as("URLs that can be read").isBetween(5_000, 45_000);
    }

    @Test
    void portMayBeThePartOfAPassword() {
        assertThatThrownBy(() -> ServerUrl.parse("nats://user:4913/qzx@host:4222")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has an @ after the host; special characters of a password are written as %XX");
    }

    @Test
    void schemeHostAndPortAreShown() {
        assertThat(ServerUrl.withoutCredentials("nats://user:secret@host:4222")).isEqualTo("nats://host:4222");
        assertThat(ServerUrl.withoutCredentials("tls://host")).isEqualTo("tls://host");
        assertThat(ServerUrl.withoutCredentials("host:4222")).isEqualTo("nats://host:4222");
        assertThat(ServerUrl.withoutCredentials("wss://token@[::1]:443/path")).isEqualTo("wss://[::1]:443");
        assertThat(ServerUrl.withoutCredentials("nats://")).isEqualTo("a URL that can't be read");
    }

    private static String hostForJnats(String url) {
        try {
            return new URI(new NatsUri(url).toString()).getHost();
        } catch (URISyntaxException e) {
            throw new AssertionError("jnats can't read what we can: " + url, e);
        }
    }

    private static String secret(Random random) {
        StringBuilder secret = new StringBuilder(any(SECRETS, random));
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            secret.append(any(BETWEEN, random)).append(any(SECRETS, random));
        }
        return secret.toString();
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
