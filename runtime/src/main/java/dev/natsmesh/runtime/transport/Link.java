package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import dev.natsmesh.runtime.call.Deadline;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ServerInfo;

/**
 * One jnats connection and the data path over it. It reconnects by itself for as long as it lives; a transport that wants to be on
 * another server opens a new link.
 */
final class Link implements ConnectionListener, ErrorListener {

    private static final Logger LOG = Logger.getLogger(Link.class);
    private static final Pattern FORBIDDEN = Pattern.compile("Permissions Violation for Publish to \"([^\"]+)\"",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SLOW = Pattern.compile("slow consumer", Pattern.CASE_INSENSITIVE);
    /** Authorization Violation, User Authentication Expired and the like. */
    private static final Pattern UNAUTHORIZED = Pattern.compile("^\\W*\\w*\\s?auth(orization|entication) ",
            Pattern.CASE_INSENSITIVE);

    private final LinkEvents events;
    private final InFlight inFlight = new InFlight();
    private final LinkThreads threads = new LinkThreads();
    private final DataPath path;

    private volatile Connection connection;
    private volatile boolean up;
    private volatile boolean closing;
    private volatile boolean lameDuck;
    /** Whether the server has said that this application is too slow for it. */
    private volatile boolean foundSlow;
    /** Whether it does no harm if the servers don't take this connection. */
    private volatile boolean attempt;
    private volatile String lastError = "";
    private volatile String refusal;

    Link(LinkEvents events, ReplyReceiver replies, DataPathFactory paths) {
        this.events = events;
        this.path = paths.create(threads, inFlight, replies, this::lost);
    }

    /**
     * Connects, and goes on trying until that works.
     *
     * @throws ConnectionRefusedException if the servers refuse this client
     */
    void open(ConnectionSettings settings) throws InterruptedException {
        try {
            opened(Nats.connectReconnectOnConnect(options(settings).build()));
            refusal = null;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            // Its text may show credentials that are in a URL.
            throw new ConnectionRefusedException("The NATS servers %s refuse the connection: %s"
                    .formatted(settings.publicServers(), lastError.isEmpty() ? e.getClass().getSimpleName() : reason()));
        }
        if (closing) {
            close();
        }
    }

    /**
     * Connects to one of the servers that are not avoided, if one of them takes it at once. It is a link like others from then on.
     *
     * @param avoided hosts and ports
     * @return whether it is connected
     */
    boolean openElsewhere(ConnectionSettings settings, Set<String> avoided) throws InterruptedException {
        attempt = true;
        try {
            opened(Nats.connect(options(settings).serverPool(new ServersElsewhere(avoided)).build()));
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            LOG.debugf("No other server takes a connection: %s", lastError);
            return false;
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        attempt = false;
        if (closing) {
            close();
        }
        return up;
    }

    private Options.Builder options(ConnectionSettings settings) {
        Options.Builder options = ConnectionOptions.of(settings, this, threads);
        path.configure(settings, options);
        return options;
    }

    private void opened(Connection opened) {
        connection = opened;
        path.opened(opened);
        up = !closing;
        if (opened.getStatus() == Connection.Status.CLOSED) {
            throw new IllegalStateException("Closed while it was opened");
        }
    }

    boolean isUp() {
        return up;
    }

    /** Why a server refused to connect in a way that trying again won't mend, {@code null} if none did. */
    String refusal() {
        return refusal;
    }

    private String reason() {
        return refusal == null ? lastError : refusal;
    }

    DataPath path() {
        return path;
    }

    /** Why the connection has just been lost, as far as that is known, to be added to what is said of it. */
    String whyLost() {
        if (foundSlow) {
            return " (the server found this application too slow)";
        }
        return path.isBehind()
                ? " (probably since this application was too slow for the server: it read what that had sent up to %d ms late)"
                        .formatted(path.backlog().lag().toMillis())
                : "";
    }

    /** jnats' connection, while the link {@linkplain #isUp() is up}. */
    Connection jnats() {
        return connection;
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** The servers that are known by now, as URLs. */
    List<String> servers() {
        Connection open = connection;
        return open == null ? List.of() : List.copyOf(open.getServers());
    }

    /** Whether the link's server is that of the other one, whatever their URLs are. */
    boolean isWhere(Link other) {
        return serverId().equals(other.serverId());
    }

    private String serverId() {
        Connection open = connection;
        ServerInfo server = open == null ? null : open.getServerInfo();
        return server == null || server.getServerId() == null ? "" : server.getServerId();
    }

    /** Whether the link's server is about to end. */
    boolean isLameDuck() {
        return lameDuck;
    }

    /** The largest message that the server takes, in bytes. */
    long sizeLimit() {
        return connection.getMaxPayload();
    }

    /** Waits until the server has everything that was published. @return whether it has */
    boolean flush(Duration atMost) throws InterruptedException {
        try {
            connection.flush(atMost);
            return true;
        } catch (TimeoutException | IllegalStateException e) {
            return false;
        }
    }

    /** Leaves the served subjects and waits until each message that has come is finished. @return whether all are */
    boolean drain(Deadline deadline, Duration confirmation) throws InterruptedException {
        if (!path.isOpen()) {
            return true;
        }
        path.leave(deadline, up ? confirmation : Duration.ofMillis(1));
        return inFlight.awaitNone(deadline);
    }

    /** From now on nothing new is sent over it. */
    void takeDown() {
        up = false;
    }

    /** Closes the connection, also one that is still being opened. Nobody is told. */
    void close() {
        closing = true;
        up = false;
        close(connection);
        path.close();
        threads.shutdownNow();
    }

    private static void close(Connection open) {
        if (open != null) {
            try {
                open.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where the link is connected, without credentials. */
    @Override
    public String toString() {
        Connection open = connection;
        return open == null || open.getConnectedUrl() == null
                ? "no server"
                : ServerUrl.withoutCredentials(open.getConnectedUrl());
    }

    @Override
    public void connectionEvent(Connection source, Events event) {
        connection = source;
        if (closing) {
            // It was closed while it was being opened; jnats' own thread for events can't wait for its own end.
            if (event != Events.CLOSED) {
                new Thread(() -> close(source), "nats-mesh-close").start();
            }
            return;
        }
        switch (event) {
            case DISCONNECTED -> lost();
            case RESUBSCRIBED -> {
                lameDuck = false;
                foundSlow = false;
                refusal = null;
                if (path.isOpen()) {
                    up = true;
                    events.up(this);
                }
            }
            case DISCOVERED_SERVERS -> events.discovered(this);
            case LAME_DUCK -> {
                // The server says so again with whatever else it says.
                if (!lameDuck) {
                    lameDuck = true;
                    events.lameDuck(this);
                }
            }
            case CLOSED -> {
                up = false;
                if (path.isOpen()) {
                    events.closed(this, reason());
                }
            }
            default -> LOG.debugf("%s: %s", this, event);
        }
    }

    /** Its data path notices before jnats does, or instead of it. */
    private void lost() {
        if (goDown()) {
            events.down(this);
        }
    }

    private synchronized boolean goDown() {
        boolean was = up;
        up = false;
        return was;
    }

    @Override
    public void errorOccurred(Connection source, String error) {
        lastError = error;
        if (SLOW.matcher(error).find()) {
            foundSlow = true;
        }
        if (UNAUTHORIZED.matcher(error).find()) {
            refusal = error;
        }
        Matcher forbidden = FORBIDDEN.matcher(error);
        boolean expected = forbidden.find() && events.forbidden(forbidden.group(1));
        LOG.logf(attempt || expected ? Level.DEBUG : Level.WARN, "The NATS server%s reports: %s",
                source.getConnectedUrl() == null ? "" : " at " + this, error);
    }

    @Override
    public void exceptionOccurred(Connection source, Exception exception) {
        // Its text may name the server's URL with credentials in it.
        lastError = exception.getClass().getSimpleName();
        String problem = TlsProblem.of(exception);
        if (problem != null) {
            refusal = problem;
        }
        LOG.debugf("Exception on the connection to %s: %s", this, lastError);

    }
}
