package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.transport.Credentials.CredentialsFile;
import dev.natsmesh.runtime.transport.Credentials.NKeySeed;
import dev.natsmesh.runtime.transport.Credentials.Token;
import dev.natsmesh.runtime.transport.Credentials.UserPassword;
import io.nats.client.Nats;
import io.nats.client.Options;

/** {@link ConnectionSettings} as jnats' options. */
final class ConnectionOptions {

    private ConnectionOptions() {
    }

    static Options.Builder of(ConnectionSettings settings, Link link, LinkThreads threads) {
        Options.Builder options = new Options.Builder()
                .servers(settings.servers().toArray(String[]::new))
                .connectionName(settings.name())
                .connectionTimeout(settings.connectTimeout())
                .pingInterval(settings.pingInterval())
                .maxReconnects(-1)
                .reconnectDelayHandler(new BackOff(settings.reconnectDelay(), settings.maxReconnectDelay()))
                // Publishing must neither block nor fail; what is under way is bounded by those who call.
                .maxMessagesInOutgoingQueue(Integer.MAX_VALUE)
                // Replies that wait for a connection are bounded, too.
                .reconnectBufferSize(DataPath.MAX_HELD_BYTES)
                .executor(threads)
                .scheduledExecutor(threads.timers())
                .connectionListener(link)
                .errorListener(link);
        authenticate(options, settings.credentials());
        if (settings.tls() != null) {
            options.sslContext(settings.tls());
        }
        return options;
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
}
