package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.support.Status;

/** Messages come and go by jnats' own threads: one reads, one for the inbox and one for what is served hand over, one writes. */
final class ThreadedDataPath implements DataPath {

    private static final Logger LOG = Logger.getLogger(ThreadedDataPath.class);
    private static final int RADIX = 36;

    private final LinkThreads threads;
    private final InFlight inFlight;
    private final ReplyReceiver replies;
    private final Runnable lost;
    /** The last handler for each subject and queue group. */
    private final Map<List<String>, MessageHandler> latest = new ConcurrentHashMap<>();

    private volatile Connection connection;
    private volatile String inboxPrefix;
    private volatile Dispatcher serving;
    /** For what lasts; {@code null} as long as there is nothing of it. */
    private volatile Dispatcher listening;
    /** How long the last answer of the server took that was asked. */
    private volatile Duration roundTrip = Duration.ZERO;
    private volatile Duration livenessLimit;
    /** The port of the last attempt to connect. */
    private volatile ThreadedPort port;
    private volatile boolean heard;
    private volatile boolean closed;

    ThreadedDataPath(LinkThreads threads, InFlight inFlight, ReplyReceiver replies, Runnable lost) {
        this.threads = threads;
        this.inFlight = inFlight;
        this.replies = replies;
        this.lost = lost;
    }

    @Override
    public void configure(ConnectionSettings settings, Options.Builder options) {
        livenessLimit = settings.liveness();
        options.dataPortType(ThreadedPort.class.getName());
    }

    void opening(ThreadedPort next) {
        port = next;
    }

    void heard() {
        heard = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        inboxPrefix = opened.createInbox() + ".";
        Dispatcher inbox = opened.createDispatcher(this::receive);
        inbox.setPendingLimits(0, 0);
        inbox.subscribe(inboxPrefix + "*");
        Dispatcher dispatcher = opened.createDispatcher(this::deliverEarly);
        dispatcher.setPendingLimits(0, 0);
        serving = dispatcher;
        if (!livenessLimit.isZero()) {
            try {
                threads.execute(this::watch);
            } catch (RejectedExecutionException e) {
                LOG.debugf("Closed while it was opened");
            }
        }
    }

    /** Looks whether the server lives for as long as this is open. */
    private void watch() {
        long interval = Liveness.intervalNanos(livenessLimit);
        Liveness liveness = new Liveness(livenessLimit, System.nanoTime());
        try {
            while (!closed) {
                TimeUnit.NANOSECONDS.sleep(interval);
                if (heard || connection.getStatus() != Connection.Status.CONNECTED) {
                    heard = false;
                    liveness.heard();
                }
                act(liveness.look(System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            LOG.debugf("Closed while the server was being watched");
        }
    }

    private void act(Liveness.Finding finding) {
        switch (finding) {
            case ASK -> threads.execute(this::ask);
            case LEAVE -> {
                if (connection.getServers().size() > 1) {
                    LOG.warnf("The NATS server at %s does not answer within %d ms; leaving it",
                            ServerUrl.withoutCredentials(String.valueOf(connection.getConnectedUrl())),
                            livenessLimit.toMillis());
                    lost.run();
                    endPort();
                }
            }
            case NOTHING -> {
                // It lives, or has been asked.
            }
        }
    }

    /** What comes of it is heard. */
    private void ask() {
        try {
            roundTrip = connection.RTT();
        } catch (IOException | IllegalStateException e) {
            LOG.debugf("No answer to a ping: %s", e.getMessage());
        }
    }

    /** jnats then finds the connection lost. */
    private void endPort() {
        ThreadedPort open = port;
        if (open != null) {
            try {
                open.end();
            } catch (IOException e) {
                LOG.debugf("Closing a socket failed: %s", e.getMessage());
            }
        }
    }

    @Override
    public boolean isOpen() {
        return serving != null;
    }

    @Override
    public void publish(Subject subject, Headers headers, byte[] body) {
        connection.publish(subject.toString(), null, JnatsHeaders.of(headers), body);
    }

    @Override
    public void publish(String what, Subject subject, Headers headers, byte[] body, Completion written) {
        publish(subject, headers, body);
        written.success(null);
    }

    @Override
    public void publishItem(Subject subject, long number, Headers headers, byte[] body) {
        connection.publish(subject.toString(), null, JnatsHeaders.ofItem(number, headers), body);
    }

    @Override
    public void request(Request request, long number) {
        io.nats.client.impl.Headers headers = new io.nats.client.impl.Headers()
                .add(HeaderNames.TIMEOUT, Long.toString(request.timeoutMillis()));
        request.headers().forEach(headers::add);
        connection.publish(request.subject().toString(), replyTo(number), headers, request.body());
    }

    @Override
    public void cancel(Request request, long number) {
        connection.publish(request.traits().cancellations().toString(), replyTo(number).getBytes(StandardCharsets.UTF_8));
    }

    private String replyTo(long number) {
        return inboxPrefix + Long.toString(number, RADIX);
    }

    @Override
    public Runnable subscribe(String subject, String queueGroup, boolean lasting, MessageHandler handler) {
        Dispatcher dispatcher = lasting ? listening() : serving;
        io.nats.client.MessageHandler receiver = message -> deliver(message, handler);
        latest.put(List.of(subject, String.valueOf(queueGroup)), handler);
        Subscription subscription = queueGroup == null
                ? dispatcher.subscribe(subject, receiver)
                : dispatcher.subscribe(subject, queueGroup, receiver);
        return () -> {
            if (subscription.isActive()) {
                dispatcher.unsubscribe(subscription);
            }
        };
    }

    private synchronized Dispatcher listening() {
        if (listening == null) {
            listening = connection.createDispatcher(this::deliverEarly);
            listening.setPendingLimits(0, 0);
        }
        return listening;
    }

    private void receive(Message message) {
        String inbox = message.getSubject();
        long number;
        try {
            number = Long.parseLong(inbox, inbox.lastIndexOf('.') + 1, inbox.length(), RADIX);
        } catch (NumberFormatException e) {
            return;
        }
        if (message.isStatusMessage()) {
            Status status = message.getStatus();
            replies.status(number, status.getCode(), status.getMessage());
        } else {
            replies.reply(number, JnatsHeaders.from(message.getHeaders()), message.getData());
        }
    }

    /** jnats lets the server know of a subscription before it knows the subscription's handler itself. */
    private void deliverEarly(Message message) {
        Subscription subscription = message.getSubscription();
        deliver(message, latest.get(List.of(subscription.getSubject(), String.valueOf(subscription.getQueueName()))));
    }

    private void deliver(Message message, MessageHandler handler) {
        new ThreadedMessage(message, connection, inFlight).handOver(handler);
    }

    @Override
    public void leave(Deadline deadline, Duration confirmation) throws InterruptedException {
        try {
            threads.leave(serving, confirmation).get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | IllegalStateException e) {
            LOG.debugf("Leaving the served subjects did not end in order: %s", e);
        }
    }

    @Override
    public boolean holdsReplies() {
        return connection != null && connection.outgoingPendingMessageCount() > 0;
    }

    /**
     * Messages are read in any number and wait here, so the server sees no lag. It is not asked more often than to know whether it
     * lives: jnats gives up a connection with more than two pings under way, and flushes by them.
     */
    @Override
    public Backlog backlog() {
        Dispatcher requests = serving;
        Dispatcher lasting = listening;
        return requests == null
                ? Backlog.NONE
                : new Backlog(Duration.ZERO, roundTrip, connection.outgoingPendingBytes(),
                        requests.getPendingByteCount() + (lasting == null ? 0 : lasting.getPendingByteCount()));
    }

    @Override
    public boolean isBehind() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        // All else ends with the connection.
        endPort();
    }
}
