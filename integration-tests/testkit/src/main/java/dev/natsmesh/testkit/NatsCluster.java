package dev.natsmesh.testkit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Several servers joined by routes, each to each. */
public final class NatsCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** How often other ports are tried when one that was free has been taken meanwhile. */
    private static final int ATTEMPTS = 5;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<NatsServer> servers;
    private final Routes routes;

    private NatsCluster(List<NatsServer> servers, Routes routes) {
        this.servers = servers;
        this.routes = routes;
    }

    /** Starts a cluster of plain servers and returns when all routes are there. */
    public static NatsCluster of(int size) {
        return of(size, UnaryOperator.identity());
    }

    /**
     * Starts a cluster and returns when all routes are there and JetStream, if it is on, has a leader.
     *
     * @param size how many servers
     * @param each what to add to every server, e.g. {@code server -> server.jetStream(true)}
     */
    public static NatsCluster of(int size, UnaryOperator<NatsServer.Builder> each) {
        return of(size, each, FreePorts::find, DirectRoutes::new);
    }

    /** Starts a cluster of plain servers whose routes can be {@linkplain #cutRoute cut}, and returns when all routes are there. */
    public static NatsCluster withCuttableRoutes(int size) {
        return of(size, UnaryOperator.identity(), FreePorts::find, CuttableRoutes::new);
    }

    /** JetStream counts on every server knowing all others from its start, so the ports for routes must be known before. */
    static NatsCluster of(int size, UnaryOperator<NatsServer.Builder> each, IntFunction<List<Integer>> freePorts,
            Function<List<Integer>, Routes> routes) {
        if (size < 1) {
            throw new IllegalArgumentException("Size of a cluster: expected 1 or more, got " + size);
        }
        for (int attempt = 1;; attempt++) {
            try {
                List<Integer> ports = freePorts.apply(size);
                return start(size, each, routes.apply(ports));
            } catch (PortTakenException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static NatsCluster start(int size, UnaryOperator<NatsServer.Builder> each, Routes routes) {
        String name = "cluster-" + COUNT.incrementAndGet();
        List<NatsServer> started = new ArrayList<>();
        NatsCluster cluster = new NatsCluster(started, routes);
        try {
            for (int i = 0; i < size; i++) {
                started.add(each.apply(routes.join(NatsServer.builder().name(name + "-" + i), name, i)).start());
            }
            cluster.awaitRoutes();
            cluster.awaitJetStream();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public List<NatsServer> servers() {
        return List.copyOf(servers);
    }

    public NatsServer server(int index) {
        return servers.get(index);
    }

    /** Where clients connect: the URL of every server, running or not, separated by commas. */
    public String urls() {
        return servers.stream().map(NatsServer::url).collect(Collectors.joining(","));
    }

    /** Restarts a server and waits until it has its routes and, if it has JetStream, a leader to follow again. */
    public void restart(int index) {
        server(index).restart();
        awaitRoutes();
        awaitJetStream();
    }

    /**
     * Cuts two servers off from each other: their connections end, and new ones don't come about until {@link #mendRoute}. Both
     * still have their routes to the others, which pass nothing on for them.
     *
     * @throws IllegalStateException unless the cluster was started {@linkplain #withCuttableRoutes with routes that can be cut}
     */
    public void cutRoute(int one, int other) {
        routes.cut(one, other);
    }

    /** Lets two servers reach each other again, and waits until they do. */
    public void mendRoute(int one, int other) {
        routes.mend(one, other);
        awaitRoutes();
    }

    /** Waits until every server that is neither dead nor frozen has all routes to every other such server. */
    public void awaitRoutes() {
        Poll.until("the routes of " + servers, LIMIT, () -> {
            try {
                return RouteTable.isComplete(servers.stream().filter(NatsServer::responds).map(RouteTable::of).toList());
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    /** Without a majority there can be no leader, so then nobody waits for one. */
    private void awaitJetStream() {
        List<NatsServer> responding = servers.stream().filter(NatsServer::responds).filter(NatsServer::hasJetStream).toList();
        if (responding.size() * 2 > servers.size()) {
            Poll.until("the JetStream leader of " + servers, LIMIT, () -> responding.stream().allMatch(NatsCluster::isHealthy));
        }
    }

    private static boolean isHealthy(NatsServer server) {
        try {
            server.monitor("/healthz");
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        servers.forEach(NatsServer::close);
        routes.close();
    }
}
