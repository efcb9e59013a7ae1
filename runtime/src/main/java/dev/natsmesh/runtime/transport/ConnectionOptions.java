package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.natsmesh.runtime.transport.Credentials.CredentialsFile;
import dev.natsmesh.runtime.transport.Credentials.NKeySeed;
import dev.natsmesh.runtime.transport.Credentials.Token;
import dev.natsmesh.runtime.transport.Credentials.UserPassword;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.ReconnectDelayHandler;

/** {@link ConnectionSettings} as jnats' options. */
final class ConnectionOptions {

    private static final int MAX_DOUBLINGS = 16;

    private ConnectionOptions() {
    }

    static Options of(ConnectionSettings settings, Link link) {
        Options.Builder options = new Options.Builder()
                .servers(settings.servers().toArray(String[]::new))
                .connectionName(settings.name())
                .connectionTimeout(settings.connectTimeout())
                .pingInterval(settings.pingInterval())
                .maxReconnects(-1)
                .reconnectDelayHandler(backOff(settings.reconnectDelay(), settings.maxReconnectDelay()))
                // Publishing must never block an event loop; what is under way is bounded by those who call.
                .maxMessagesInOutgoingQueue(Integer.MAX_VALUE)
                .connectionListener(link)
                .errorListener(link);
        authenticate(options, settings.credentials());
        if (settings.tls() != null) {
            options.sslContext(settings.tls());
        }
        return options.build();
    }

    private static void authenticate(Options.Builder options, Credentials credentials) {
        if (credentials instanceof UserPassword user) {
            options.userInfo(user.user().toCharArray(), user.password().toCharArray());
        } else if (credentials instanceof Token token) {
            options.token(token.token().toCharArray());
        } else if (credentials instanceof NKeySeed nkey) {
            options.authHandler(new NKeyAuthentication(nkey.seed()));
        } else if (credentials instanceof CredentialsFile file) {
            options.authHandler(Nats.credentials(file.path().toString()));
        }
    }

    /** Doubles with each round through all servers; half of it is random, so that clients don't come back all at once. */
    private static ReconnectDelayHandler backOff(Duration first, Duration longest) {
        return round -> {
            long delay = Math.min(longest.toNanos(), first.toNanos() << Math.min(round - 1, MAX_DOUBLINGS));
            return Duration.ofNanos(delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1));
        };
    }
}
