package dev.natsmesh.runtime.transport;

import java.util.Set;

import io.nats.client.impl.NatsServerPool;
import io.nats.client.support.NatsUri;

/** All servers that are known, of which some are passed over until there is a connection to one of the others. */
final class ServersElsewhere extends NatsServerPool {

    private final Set<String> avoided;
    private volatile boolean connected;

    /** @param avoided hosts and ports, as {@link ServerUrl#hostAndPort} gives them */
    ServersElsewhere(Set<String> avoided) {
        this.avoided = Set.copyOf(avoided);
    }

    @Override
    public NatsUri peekNextServer() {
        NatsUri next = super.peekNextServer();
        if (connected) {
            return next;
        }
        for (int left = getServerList().size(); left > 0 && isAvoided(next); left--) {
            super.nextServer();
            next = super.peekNextServer();
        }
        return isAvoided(next) ? null : next;
    }

    @Override
    public void connectSucceeded(NatsUri server) {
        connected = true;
        super.connectSucceeded(server);
    }

    private boolean isAvoided(NatsUri server) {
        return server != null && avoided.contains(ServerUrl.hostAndPort(server.toString()));
    }
}
