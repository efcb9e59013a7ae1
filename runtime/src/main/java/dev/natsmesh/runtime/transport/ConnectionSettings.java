package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

/**
 * How to connect.
 *
 * @param servers the servers' URLs; more are learned from the servers themselves
 * @param name how the connection is called in the servers' monitoring
 * @param connectTimeout how long one attempt may take
 * @param reconnectDelay the pause after all servers have been tried once; it doubles with every round
 * @param maxReconnectDelay the longest pause
 * @param pingInterval how often jnats checks a silent connection
 * @param liveness how long a server may be silent, and not answer when it is asked, before it is left for another
 * @param lagWarning how late what a server sends may be read without a warning, zero for any time
 * @param standby whether a second connection, to another server, is kept for when the first is lost
 * @param credentials who connects
 * @param tls the TLS context, {@code null} for none
 * @param limits how many requests there may be on one connection
 */
public record ConnectionSettings(List<String> servers, String name, Duration connectTimeout, Duration reconnectDelay,
        Duration maxReconnectDelay, Duration pingInterval, Duration liveness, Duration lagWarning, boolean standby,
        Credentials credentials, SSLContext tls, RequestLimits limits) {

    public ConnectionSettings {
        servers = List.copyOf(servers);
    }

    ConnectionSettings withServers(List<String> others) {
        return new ConnectionSettings(others, name, connectTimeout, reconnectDelay, maxReconnectDelay, pingInterval, liveness,
                lagWarning, standby, credentials, tls, limits);
    }

    /** Whether a server is reached by WebSocket, which only jnats' own threads do. */
    public boolean hasWebSockets() {
        return servers.stream().map(ServerUrl::parse).anyMatch(ServerUrl::isWebSocket);
    }

    /** The servers' URLs without the credentials that may be in them. */
    String publicServers() {
        return servers.stream().map(ServerUrl::withoutCredentials).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + publicServers() + "]";
    }
}
