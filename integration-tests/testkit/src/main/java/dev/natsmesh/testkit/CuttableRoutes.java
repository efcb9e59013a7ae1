package dev.natsmesh.testkit;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each server connects to each other through a port of its own for that, so that two of them can be cut off from each other. */
final class CuttableRoutes implements Routes {

    /** Servers tell each other where the others are. Nobody listens here, so they take no way around. */
    private static final String NOWHERE = "127.0.0.1:1";

    private final List<Integer> ports;
    /** The first index is who connects, the second to whom. */
    private final CuttablePort[][] ways;

    /** @param ports the servers' ports for routes */
    CuttableRoutes(List<Integer> ports) {
        this.ports = ports;
        this.ways = IntStream.range(0, ports.size())
                .mapToObj(from -> ports.stream().map(CuttablePort::new).toArray(CuttablePort[]::new))
                .toArray(CuttablePort[][]::new);
    }

    @Override
    public NatsServer.Builder join(NatsServer.Builder server, String cluster, int index) {
        return server.cluster(cluster, IntStream.range(0, ports.size()).filter(other -> other != index)
                .mapToObj(other -> "nats://127.0.0.1:" + ways[index][other].port()).toArray(String[]::new))
                .clusterPort(ports.get(index)).routesAdvertised(NOWHERE);
    }

    @Override
    public void cut(int one, int other) {
        ways[one][other].cut();
        ways[other][one].cut();
    }

    @Override
    public void mend(int one, int other) {
        ways[one][other].mend();
        ways[other][one].mend();
    }

    @Override
    public void close() {
        Stream.of(ways).flatMap(Stream::of).forEach(CuttablePort::close);
    }
}
