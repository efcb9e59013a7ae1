package dev.natsmesh.runtime.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.protocol.Frame;
import dev.natsmesh.runtime.protocol.FrameBuffer;
import io.nats.client.Connection;
import io.nats.client.NUID;
import io.nats.client.Options;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/**
 * Messages come and go on one event loop: what is read is handed over there and then, and what is written meanwhile leaves with one
 * flush. jnats keeps the connection, and gets its own frames through the {@link EventLoopPort}. All fields that aren't final or
 * volatile belong to the event loop.
 */
final class EventLoopDataPath implements DataPath {

    private static final Logger LOG = Logger.getLogger(EventLoopDataPath.class);
    private static final int INBOX = 0;
    /** jnats never has more than two pings out, so the third pong to come was asked for after now. */
    private static final int PONGS_UNTIL_SILENT = 3;

    private final ContextInternal context;
    private final EventLoop loop;
    private final InFlight inFlight;
    private final ReplyReceiver replies;
    private final Runnable lost;
    private final byte[] inboxPrefix = bytes("_INBOX." + NUID.nextGlobalSequence() + ".");
    private final byte[] inboxSubject = bytes(new String(inboxPrefix, StandardCharsets.UTF_8) + "*");

    private volatile Connection connection;
    private volatile Duration livenessLimit;
    private volatile Duration lagWarning;
    /** The port of the last attempt to connect. */
    private volatile EventLoopPort latest;
    private volatile boolean closed;
    private volatile boolean holdsReplies;

    private final IntObjectMap<Served> served = new IntObjectHashMap<>();
    private final Deque<Left> left = new ArrayDeque<>();
    private final FrameBuffer heldReplies = new FrameBuffer();
    private int lastSubscription = INBOX;
    private long pongs;
    /** The port of the connection that works now, {@code null} if none does. */
    private EventLoopPort port;

    EventLoopDataPath(ContextInternal context, InFlight inFlight, ReplyReceiver replies, Runnable lost) {
        this.context = context;
        this.loop = context.nettyEventLoop();
        this.inFlight = inFlight;
        this.replies = replies;
        this.lost = lost;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Context context() {
        return context;
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void configure(ConnectionSettings settings, Options.Builder options) {
        livenessLimit = settings.liveness();
        lagWarning = settings.lagWarning();
        options.dataPortType(EventLoopPort.class.getName());
    }

    Duration livenessLimit() {
        return livenessLimit;
    }

    Duration lagWarning() {
        return lagWarning;
    }

    void opening(EventLoopPort next) {
        latest = next;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
    }

    @Override
    public boolean isOpen() {
        return connection != null;
    }

    long sizeLimit() {
        Connection open = connection;
        return open == null ? 0 : open.getMaxPayload();
    }

    @Override
    public void publish(Subject subject, Headers headers, byte[] body) {
        onLoop(() -> {
            if (port != null) {
                port.output().publish(subject.bytes(), null, headers, body);
                port.written();
            }
        });
    }

    @Override
    public void publish(String what, Subject subject, Headers headers, byte[] body, Completion written) {
        onLoop(() -> {
            if (port != null) {
                port.output().publish(subject.bytes(), null, headers, body);
                port.written(written);
            } else {
                written.failure(NatsTransport.notSent(what));
            }
        });
    }

    @Override
    public void publishItem(Subject subject, long number, Headers headers, byte[] body) {
        if (loop.inEventLoop()) {
            writeItem(subject.bytes(), number, headers, body);
        } else {
            execute(() -> writeItem(subject.bytes(), number, headers, body));
        }
    }

    private void writeItem(byte[] subject, long number, Headers headers, byte[] body) {
        if (port != null) {
            port.output().item(subject, number, headers, body);
            port.written();
        }
    }

    @Override
    public void request(Request request, long number) {
        if (loop.inEventLoop()) {
            write(request, number);
        } else {
            execute(() -> write(request, number));
        }
    }

    private void write(Request request, long number) {
        if (port != null) {
            port.output().request(request.subject().bytes(), inboxPrefix, number, request.timeoutMillis(), request.headers(),
                    request.body());
            port.written();
        }
    }

    @Override
    public void cancel(Request request, long number) {
        publish(request.traits().cancellations(), null, FrameBuffer.replySubject(inboxPrefix, number));
    }

    /** A reply is kept while there is no connection: who waits for it may be connected to another server. */
    void reply(byte[] subject, Headers headers, byte[] body) {
        onLoop(() -> {
            if (port != null) {
                port.output().publish(subject, null, headers, body);
                port.written();
            } else if (isRoomFor(body)) {
                heldReplies.publish(subject, null, headers, body);
            }
        });
    }

    /** The same with an item of a stream. */
    void replyItem(byte[] subject, long number, Headers headers, byte[] body) {
        if (loop.inEventLoop()) {
            writeReplyItem(subject, number, headers, body);
        } else {
            execute(() -> writeReplyItem(subject, number, headers, body));
        }
    }

    private void writeReplyItem(byte[] subject, long number, Headers headers, byte[] body) {
        if (port != null) {
            writeItem(subject, number, headers, body);
        } else if (isRoomFor(body)) {
            heldReplies.item(subject, number, headers, body);
        }
    }

    private boolean isRoomFor(byte[] body) {
        if (heldReplies.length() + body.length < MAX_HELD_BYTES) {
            holdsReplies = true;
            return true;
        }
        LOG.warnf("A reply is lost: there is no connection, and %d bytes of replies wait for one already",
                heldReplies.length());
        return false;
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            execute(task);
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The event loop has ended", e);
        }
    }

    @Override
    public Runnable subscribe(String subject, String queueGroup, boolean lasting, MessageHandler handler) {
        Served subscription = new Served(Subject.of(subject).bytes(),
                queueGroup == null ? null : Subject.of(queueGroup).bytes(), lasting, handler);
        onLoop(() -> {
            subscription.number = ++lastSubscription;
            served.put(subscription.number, subscription);
            if (port != null) {
                subscription.begin(port);
            }
        });
        return () -> onLoop(() -> leave(subscription));
    }

    private void leave(Served subscription) {
        if (!subscription.left) {
            subscription.left = true;
            left.add(new Left(subscription.number, pongs + PONGS_UNTIL_SILENT));
            if (port != null) {
                port.output().unsubscribe(subscription.number);
                port.written();
            }
        }
    }

    @Override
    public void leave(Deadline deadline, Duration confirmation) throws InterruptedException {
        onLoop(() -> served.values().forEach(subscription -> {
            if (!subscription.lasting) {
                leave(subscription);
            }
        }));
        try {
            // What comes before the answer has been handed over when the answer is here.
            connection.flush(confirmation);
        } catch (TimeoutException | IllegalStateException e) {
            LOG.debugf("Leaving the served subjects was not confirmed: %s", e);
        }
    }

    @Override
    public boolean holdsReplies() {
        return holdsReplies;
    }

    @Override
    public Backlog backlog() {
        EventLoopPort open = latest;
        return open == null ? Backlog.NONE : open.backlog();
    }

    @Override
    public boolean isBehind() {
        EventLoopPort open = latest;
        return open != null && open.isBehind();
    }

    @Override
    public void close() {
        closed = true;
        // Mostly it has ended with the connection.
        EventLoopPort open = latest;
        if (open != null) {
            open.forceClose();
        }
    }

    /** The server has accepted the connection of this port. */
    void up(EventLoopPort next) {
        port = next;
        FrameBuffer output = next.output();
        output.subscribe(inboxSubject, null, INBOX);
        served.values().forEach(subscription -> {
            if (!subscription.left) {
                subscription.begin(next);
            }
        });
        output.append(heldReplies);
        heldReplies.clear();
        holdsReplies = false;
        next.written();
    }

    void down(EventLoopPort gone) {
        if (port == gone) {
            port = null;
            lost.run();
        }
    }

    /** Forgets the subscriptions that nothing can come for any more. */
    void pong() {
        pongs++;
        while (!left.isEmpty() && left.peek().untilPong <= pongs) {
            served.remove(left.remove().number);
        }
    }

    void message(Frame frame) {
        if (frame.subscription() == INBOX) {
            reply(frame);
        } else {
            Served subscription = served.get(frame.subscription());
            if (subscription != null) {
                new EventLoopMessage(this, inFlight, frame).handOver(subscription.handler);
            }
        }
    }

    private void reply(Frame frame) {
        long number = frame.numberAtEnd();
        int status = frame.status();
        if (status == 0) {
            replies.reply(number, frame.headers(), frame.body());
        } else {
            replies.status(number, status, frame.statusText());
        }
    }

    /** A subscription that has been left. */
    private record Left(int number, long untilPong) {
    }

    private static final class Served {

        private final byte[] subject;
        private final byte[] queueGroup;
        private final boolean lasting;
        private final MessageHandler handler;
        private int number;
        private boolean left;

        Served(byte[] subject, byte[] queueGroup, boolean lasting, MessageHandler handler) {
            this.subject = subject;
            this.queueGroup = queueGroup;
            this.lasting = lasting;
            this.handler = handler;
        }

        void begin(EventLoopPort port) {
            port.output().subscribe(subject, queueGroup, number);
            port.written();
        }
    }
}
