package dev.natsmesh.testkit;

import java.util.List;

/**
 * Each server connects to each other.
 *
 * @param ports the servers' ports for routes
 */
record DirectRoutes(List<Integer> ports) implements Routes {

    @Override
    public NatsServer.Builder join(NatsServer.Builder server, String cluster, int index) {
        int own = ports.get(index);
        return server.cluster(cluster, ports.stream().filter(port -> port != own).map(port -> "nats://127.0.0.1:" + port)
                .toArray(String[]::new)).clusterPort(own);
    }

    @Override
    public void cut(int one, int other) {
        throw new IllegalStateException("These routes can't be cut: start the cluster with withCuttableRoutes(size)");
    }

    @Override
    public void mend(int one, int other) {
        cut(one, other);
    }

    @Override
    public void close() {
        // The servers' own.
    }
}
