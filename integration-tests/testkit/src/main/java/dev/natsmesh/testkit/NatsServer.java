package dev.natsmesh.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real nats-server process on free ports of the loopback interface, to be killed, frozen and restarted at will.
 * <p>
 * The ports are found at the first start and kept by {@link #restart()}. A server that is still running when the JVM ends is
 * killed. Methods that act on the process wait until what they ask for has happened.
 */
public final class NatsServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<NatsServer> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(NatsServer::close), "nats-server-killer"));
    }

    private final NatsServerBinary binary;
    private final ServerSettings settings;
    private final ServerDirectory directory;
    private final List<String> routes;
    private volatile ServerPorts ports;
    private volatile ServerProcess process;

    private NatsServer(NatsServerBinary binary, ServerSettings settings, ServerPorts ports, List<String> routes) {
        this.binary = binary;
        this.settings = settings;
        this.ports = ports;
        this.routes = routes;
        this.directory = ServerDirectory.create(settings.name());
    }

    /** Starts a single server with monitoring, without JetStream. */
    public static NatsServer start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where clients connect, e.g. {@code nats://127.0.0.1:40123}. */
    public String url() {
        return "nats://127.0.0.1:" + port();
    }

    public int port() {
        return ports.client();
    }

    /** Where other servers of the cluster connect, e.g. {@code nats://127.0.0.1:40124}. */
    public String routeUrl() {
        return "nats://127.0.0.1:" + clusterPort();
    }

    public int clusterPort() {
        return required(ports.cluster(), "cluster", "cluster(name)");
    }

    public int monitoringPort() {
        return required(ports.monitoring(), "monitoring", "monitoring(true)");
    }

    public String name() {
        return settings.name();
    }

    /** The process id of the current process, which {@link #restart()} changes. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process exists; a frozen one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What the server wrote since its first start, earlier processes included. */
    public String log() {
        return directory.logSince(0);
    }

    /**
     * The body of a monitoring endpoint.
     *
     * @param path e.g. {@code /varz} or {@code /connz?subs=detail}
     */
    public String monitor(String path) {
        return MonitoringEndpoint.get(monitoringPort(), path);
    }

    /** Its clients' connections. */
    public List<ClientConnection> connections() {
        return ClientConnection.all(monitor("/connz"));
    }

    /** Ends the process without warning (SIGKILL), frozen or not. */
    public synchronized void kill() {
        process.kill();
    }

    /** Ends the process in order (SIGTERM), thawing it first if need be. */
    public synchronized void stop() {
        process.stop();
    }

    /** Stops the process where it is (SIGSTOP): its sockets stay open, and nobody answers on them. */
    public synchronized void freeze() {
        process.freeze();
    }

    /** Lets a frozen process go on (SIGCONT). */
    public synchronized void thaw() {
        process.thaw();
    }

    /**
     * Makes the server ask its clients to leave. It refuses new clients, closes those that stayed after its
     * {@code lame_duck_grace_period} (here 1 s unless configured) one by one over its {@code lame_duck_duration} (here 30 s, the
     * least it accepts), and ends. Without clients it ends at once.
     */
    public synchronized void lameDuck() {
        process.lameDuck();
    }

    /** Waits until the process has ended by itself, e.g. after {@link #lameDuck()}; false when the limit passes first. */
    public boolean awaitExit(Duration limit) {
        return process.awaitExit(limit);
    }

    /** Starts the server again on the same ports and with the same store; stops it in order first if it still runs. */
    public synchronized void restart() {
        stop();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                launch();
                return;
            } catch (PortTakenException e) {
                // Between two processes the port belongs to nobody: an outgoing connection may hold it for a moment.
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** Kills the process and deletes the server's directory. */
    @Override
    public synchronized void close() {
        if (OPEN.remove(this)) {
            if (process != null) {
                kill();
            }
            directory.delete();
        }
    }

    @Override
    public String toString() {
        return process == null ? "nats-server " + settings.name() : process.toString();
    }

    /** Whether it can be expected to answer: it is neither dead nor frozen. */
    public boolean responds() {
        return process.responds();
    }

    boolean hasJetStream() {
        return settings.jetStream();
    }

    private void launch() {
        if (!OPEN.contains(this)) {
            throw new IllegalStateException("nats-server " + settings.name() + " is closed; start a new one");
        }
        String configuration = settings.configuration(ports, routes, directory.path());
        Path announcements = directory.announcements();
        long logged = directory.logSize();
        process = ServerProcess.start(settings.name(), binary, directory.configuration(configuration), announcements,
                directory.log());
        try {
            // It announces its ports once it has all of them, and greets clients before.
            ports = ServerPorts.announcedBy(this, announcements, START_LIMIT);
            ClientPort.awaitReady(this, START_LIMIT);
        } catch (IllegalStateException e) {
            kill();
            String log = directory.logSince(logged);
            String message = "%s did not start: %s. Its configuration:%n%s%nIts log:%n%s".formatted(this, e.getMessage(),
                    configuration, log);
            throw log.contains("address already in use")
                    ? new PortTakenException(message, e)
                    : new IllegalStateException(message, e);
        }
    }

    private int required(Optional<Integer> port, String what, String call) {
        return port.orElseThrow(() -> new IllegalStateException("nats-server %s has no %s port: build it with %s"
                .formatted(settings.name(), what, call)));
    }

    /** What a server is started with; everything has a default. */
    public static final class Builder {

        private final StringBuilder config = new StringBuilder();
        private final List<String> routes = new ArrayList<>();
        private String name = "nats-" + COUNT.incrementAndGet();
        private Optional<String> cluster = Optional.empty();
        private Optional<String> routesAdvertised = Optional.empty();
        private ServerPorts ports = ServerPorts.ANY;
        private boolean jetStream;
        private boolean monitoring = true;

        private Builder() {
        }

        /** The server's name, letters, digits and dashes. Without it the servers of a JVM are counted: nats-1, nats-2 ... */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Text to add to nats.conf; may be called several times. A key that the test kit sets too is overridden. */
        public Builder config(String text) {
            config.append(text).append('\n');
            return this;
        }

        /** Whether JetStream is on, with its store in the server's own directory; off by default. */
        public Builder jetStream(boolean on) {
            this.jetStream = on;
            return this;
        }

        /** Whether the monitoring port is open; it is by default. */
        public Builder monitoring(boolean on) {
            this.monitoring = on;
            return this;
        }

        /**
         * Opens a port for routes.
         *
         * @param name the cluster's name
         * @param routes the {@link NatsServer#routeUrl()} of servers to connect to; one is enough, the rest is gossip
         */
        public Builder cluster(String name, String... routes) {
            this.cluster = Optional.of(name);
            this.routes.addAll(List.of(routes));
            return this;
        }

        /** Fixes the port for routes, so that other servers can be told of it before this one runs. */
        Builder clusterPort(int port) {
            this.ports = ServerPorts.anyExceptCluster(port);
            return this;
        }

        /** Where the others are told to reach it, host and port; without it at its port for routes. */
        Builder routesAdvertised(String address) {
            this.routesAdvertised = Optional.of(address);
            return this;
        }

        /**
         * Starts the process and returns when a client can connect.
         *
         * @throws IllegalStateException if it doesn't start; the message has its configuration and its log
         */
        public NatsServer start() {
            NatsServer server = new NatsServer(NatsServerBinary.locate(),
                    new ServerSettings(name, cluster, routesAdvertised, jetStream, monitoring, config.toString()), ports,
                    List.copyOf(routes));
            OPEN.add(server);
            try {
                server.launch();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }
}
