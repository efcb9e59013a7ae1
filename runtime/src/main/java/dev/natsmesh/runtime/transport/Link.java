package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Deadline;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;

/**
 * One jnats connection with its reply inbox and its dispatcher for served subjects. It reconnects by itself for as long as it
 * lives; a transport that wants to be on another server opens a new link.
 */
final class Link implements ConnectionListener, ErrorListener {

    private static final Logger LOG = Logger.getLogger(Link.class);

    private final LinkEvents events;
    private final Consumer<Message> replies;
    private final InFlight inFlight = new InFlight();

    private volatile Connection connection;
    private volatile Dispatcher serving;
    private volatile String inboxPrefix;
    private volatile boolean up;
    private volatile boolean closing;
    private volatile String lastError = "";

    /**
     * @param replies gets the messages that come to the inbox
     */
    Link(LinkEvents events, Consumer<Message> replies) {
        this.events = events;
        this.replies = replies;
    }

    /**
     * Connects, and goes on trying until that works.
     *
     * @throws ConnectionRefusedException if the servers refuse this client
     */
    void open(ConnectionSettings settings) throws InterruptedException {
        try {
            Connection opened = Nats.connectReconnectOnConnect(ConnectionOptions.of(settings, this));
            connection = opened;
            if (opened.getStatus() == Connection.Status.CLOSED) {
                throw new ConnectionRefusedException("The NATS servers " + settings.publicServers()
                        + " refuse the connection: " + lastError);
            }
            inboxPrefix = opened.createInbox() + ".";
            Dispatcher inbox = opened.createDispatcher(replies::accept);
            inbox.setPendingLimits(0, 0);
            inbox.subscribe(inboxPrefix + "*");
            serving = opened.createDispatcher();
            serving.setPendingLimits(0, 0);
            up = true;
        } catch (IOException e) {
            throw new ConnectionRefusedException(
                    "No connection to the NATS servers " + settings.publicServers() + ": " + lastError);
        }
    }

    boolean isUp() {
        return up;
    }

    String inboxPrefix() {
        return inboxPrefix;
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** The servers that are known by now, as URLs. */
    List<String> servers() {
        return List.copyOf(connection.getServers());
    }

    void checkSize(String what, Headers headers, byte[] body) {
        long size = body.length + (headers == null ? 0L : headers.serializedLength());
        long limit = connection.getMaxPayload();
        if (limit > 0 && size > limit) {
            throw new MessageTooLargeException(what, size, limit);
        }
    }

    /** @throws IllegalStateException if the link is closed */
    void publish(String subject, String replyTo, Headers headers, byte[] body) {
        connection.publish(subject, replyTo, headers, body);
    }

    Runnable subscribe(String subject, String queueGroup, MessageHandler handler) {
        Dispatcher dispatcher = serving;
        io.nats.client.MessageHandler receiver = message -> deliver(message, handler);
        var subscription = queueGroup == null
                ? dispatcher.subscribe(subject, receiver)
                : dispatcher.subscribe(subject, queueGroup, receiver);
        return () -> {
            if (subscription.isActive()) {
                dispatcher.unsubscribe(subscription);
            }
        };
    }

    private void deliver(Message message, MessageHandler handler) {
        JnatsMessage inbound = new JnatsMessage(message, this);
        try {
            handler.message(inbound);
        } catch (Throwable e) {
            // Nothing may end the dispatcher's thread.
            LOG.errorf(e, "The handler of %s failed", message.getSubject());
            inbound.replyHandlerFailed();
        }
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
    boolean drain(Deadline deadline) throws InterruptedException {
        try {
            boolean delivered = !up || serving.drain(Duration.ofNanos(Math.max(1, deadline.remainingNanos())))
                    .get(Math.max(1, deadline.remainingMillis()), TimeUnit.MILLISECONDS);
            return inFlight.awaitNone(deadline) && delivered;
        } catch (TimeoutException | ExecutionException | IllegalStateException e) {
            LOG.debugf(e, "Leaving the served subjects did not end in time");
            return inFlight.awaitNone(deadline);
        }
    }

    void close() {
        closing = true;
        up = false;
        Connection open = connection;
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
                : ConnectionSettings.publicUrl(open.getConnectedUrl());
    }

    @Override
    public void connectionEvent(Connection source, Events event) {
        connection = source;
        switch (event) {
            case DISCONNECTED -> {
                if (up) {
                    up = false;
                    events.down(this);
                }
            }
            case RESUBSCRIBED -> {
                if (serving != null && !closing) {
                    up = true;
                    events.up(this);
                }
            }
            case LAME_DUCK -> events.lameDuck(this);
            case CLOSED -> {
                boolean wasOpen = serving != null;
                up = false;
                if (wasOpen && !closing) {
                    events.closed(this, lastError);
                }
            }
            default -> LOG.debugf("%s: %s", this, event);
        }
    }

    @Override
    public void errorOccurred(Connection source, String error) {
        lastError = error;
        LOG.warnf("The NATS server at %s reports: %s", this, error);
    }

    @Override
    public void exceptionOccurred(Connection source, Exception exception) {
        // Its text may name the server's URL with credentials in it.
        lastError = exception.getClass().getSimpleName();
        LOG.debugf("Exception on the connection to %s: %s", this, lastError);
    }
}
