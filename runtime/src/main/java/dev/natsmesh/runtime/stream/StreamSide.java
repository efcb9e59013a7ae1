package dev.natsmesh.runtime.stream;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.RefusedBodyException;
import io.netty.channel.EventLoop;

/**
 * One side of a stream. It numbers what it sends, checks the numbers of what it receives, grants credit, and watches whether the
 * other side lives. All methods but {@link #taken} and {@link #unwanted} are for the event loop.
 */
public abstract class StreamSide {

    /** Ends a stream, in {@link HeaderNames#CONTROL}. */
    private static final String END = "end";
    private static final String CANCEL = "cancel";
    private static final String ALIVE = "alive";
    private static final byte[] NO_BODY = new byte[0];
    /** A side speaks once in that part of the other's liveness interval. */
    private static final int TICKS = 4;
    /** However short the other's interval is. */
    private static final long SHORTEST_TICK_MILLIS = 10;

    private final String name;
    private final EventLoop loop;
    private final Duration liveness;
    private final BodyCodec codec;
    private final ReceivedItems received;
    private final CreditWindow window;
    private final SentItems sent;
    private long lastSent;
    private long lastReceived;
    private boolean spoke;
    private boolean heard;
    private int silentTicks;
    /** After how many of them without a message the other side is lost. */
    private long ticksUntilSilent;
    private Future<?> clock;
    private boolean closed;
    private boolean wantsNoMore;
    /** What items had as their type so far, {@code null} for nothing. */
    private String itemType;

    /**
     * @param name how messages to people name the call
     * @param codec reads the items that are received
     * @param received where they go, {@code null} if this side receives none
     * @param sent what is sent, {@code null} if this side sends nothing
     */
    protected StreamSide(String name, EventLoop loop, Duration liveness, BodyCodec codec, ReceivedItems received,
            SentItems sent) {
        this.name = name;
        this.loop = loop;
        this.liveness = liveness;
        this.codec = codec;
        this.received = received;
        this.sent = sent;
        this.window = received == null ? null : new CreditWindow();
        if (received != null) {
            received.belongTo(this);
        }
        if (sent != null) {
            sent.belongTo(this);
        }
    }

    /** The credit that a side has before it is granted any. */
    protected static long firstCredit() {
        return CreditWindow.FIRST;
    }

    /** Sends a message to the other side. */
    protected abstract void send(Headers headers, byte[] body);

    /** @param headers all but the number; nobody changes them */
    protected abstract void sendItem(long number, Headers headers, byte[] body);

    /** All items of this side have been sent, or they have failed. */
    protected abstract void sentAll(Throwable failure);

    /** Whether an item may be told. @return {@code false} if this has failed the stream */
    protected boolean accepts(Object item) {
        return true;
    }

    /** The other side has sent all its items. */
    protected abstract void receivedAll();

    /** The other side has failed: an error of ADR-32. */
    protected abstract void failed(Headers headers, byte[] body);

    /** The other side wants no more items. */
    protected abstract void refused();

    /** Nothing has come from the other side for so long that it is taken for lost. */
    protected abstract void silent(ConnectionLostException failure);

    /** What comes from the other side can't be understood, or is not all that it has sent. */
    protected abstract void broken(RuntimeException failure);

    /** A message that is no part of a stream. */
    protected abstract void other(Headers headers, byte[] body);

    /** Whoever takes the items wants no more of them. On any thread. */
    protected abstract void unwanted();

    protected final void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Tells the other side how soon it is given up when it is silent. */
    protected final Headers tellLiveness(Headers first) {
        return first.add(HeaderNames.LIVENESS, Long.toString(liveness.toMillis()));
    }

    /**
     * The other side is there: from now on it must not fall silent, and neither must this one.
     *
     * @param first the headers of its first message
     */
    protected final void begin(Headers first) {
        long own = liveness.toMillis();
        long others = number(first.get(HeaderNames.LIVENESS));
        long tick = Math.max(SHORTEST_TICK_MILLIS, (others > 0 ? Math.min(own, others) : own) / TICKS);
        ticksUntilSilent = Math.max(2, own / tick - 1);
        clock = loop.scheduleAtFixedRate(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (heard) {
            silentTicks = 0;
        } else if (++silentTicks >= ticksUntilSilent) {
            silent(new ConnectionLostException("%s: nothing was heard from the other side of the stream for %d ms"
                    .formatted(name, liveness.toMillis()), true));
            return;
        }
        heard = false;
        if (!spoke) {
            say(new Headers().add(HeaderNames.CONTROL, ALIVE));
        }
        spoke = false;
    }

    /** Nothing is sent or received any more. @return whether it was open until now */
    protected final boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        if (clock != null) {
            clock.cancel(false);
        }
        if (sent != null) {
            sent.cancel();
        }
        return true;
    }

    protected final boolean isOnLoop() {
        return loop.inEventLoop();
    }

    /** Takes a message of the other side. */
    protected final void message(Headers headers, byte[] body) {
        if (closed) {
            return;
        }
        heard = true;
        long number = headers.number(HeaderNames.SEQUENCE);
        if (number > 0) {
            numbered(number, headers, body);
        } else if (headers.get(HeaderNames.SEQUENCE) != null) {
            broken(new MessageFormatException("%s: the header %s of a message is '%s'; expected its number in the stream"
                    .formatted(name, HeaderNames.SEQUENCE, headers.get(HeaderNames.SEQUENCE)), null));
        } else if (headers.get(HeaderNames.ERROR_CODE) != null) {
            failed(headers, body);
        } else {
            control(headers, body);
        }
    }

    private void numbered(long number, Headers headers, byte[] body) {
        if (number > lastReceived + 1) {
            broken(new ConnectionLostException("%s: messages %d to %d of the stream were lost".formatted(name,
                    lastReceived + 1, number - 1), true));
        } else if (number == lastReceived + 1) {
            lastReceived = number;
            if (headers.get(HeaderNames.ERROR_CODE) != null) {
                failed(headers, body);
            } else if (END.equals(headers.get(HeaderNames.CONTROL))) {
                receivedAll();
            } else {
                item(headers, body);
            }
        } // A lower number has come over two connections while one of them is left.
    }

    /** @return -1 if it is no number */
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void item(Headers headers, byte[] body) {
        if (wantsNoMore) {
            return; // It was under way.
        }
        if (received == null || !window.receive(body.length)) {
            broken(new MessageFormatException(
                    "%s: the other side of the stream has sent more items than it may".formatted(name),
                    null));
            return;
        }
        Object item;
        try {
            item = decoded(headers, body);
            if (item == null) {
                broken(new MessageFormatException("%s: an item of the stream is null".formatted(name), null));
                return;
            }
        } catch (RefusedBodyException e) {
            broken(new MessageFormatException(e.getMessage(), null));
            return;
        } catch (MessageFormatException e) {
            broken(e);
            return;
        } catch (Throwable e) { // also an Error of a constructor
            broken(new MessageFormatException("%s: an item of the stream can't be read".formatted(name), e));
            return;
        }
        if (accepts(item)) {
            received.item(item);
        }
    }

    private Object decoded(Headers headers, byte[] body) {
        if (MessageBodies.isPlain(headers, body) || isLikeTheOneBefore(headers, body)) {
            return codec.decode(body);
        }
        Object item = MessageBodies.decodeItem(codec, headers, body);
        itemType = headers.get(HeaderNames.CONTENT_TYPE);
        return item;
    }

    private boolean isLikeTheOneBefore(Headers headers, byte[] body) {
        return itemType != null && body.length > 0 && headers.is(HeaderNames.CONTENT_TYPE, itemType)
                && headers.get(HeaderNames.CONTENT_ENCODING) == null;
    }

    private void control(Headers headers, byte[] body) {
        String credit = headers.get(HeaderNames.CREDIT);
        String control = headers.get(HeaderNames.CONTROL);
        if (credit != null) {
            granted(credit);
        }
        if (CANCEL.equals(control)) {
            refused();
        } else if (credit == null && control == null) {
            other(headers, body);
        }
    }

    /** @param credit how many items may be sent in all */
    protected final void granted(String credit) {
        if (sent != null) {
            sent.credit(number(credit));
        }
    }

    /** The subscriber has taken an item. */
    final void taken() {
        if (window.taken()) {
            onLoop(() -> say(new Headers().add(HeaderNames.CREDIT, Long.toString(window.grant()))));
        }
    }

    final void sendItem(Headers headers, byte[] body) {
        try {
            spoke = true;
            sendItem(lastSent + 1, headers, body);
            lastSent++;
        } catch (MessageTooLargeException e) {
            sent.cancel();
            sentAll(e);
        }
    }

    /** Headers with the next number. */
    protected final Headers numbered() {
        return numbered(new Headers());
    }

    /** Adds the next number. */
    protected final Headers numbered(Headers headers) {
        return headers.add(HeaderNames.SEQUENCE, Long.toString(++lastSent));
    }

    /** The headers of the message after the last item. */
    protected final Headers end() {
        return numbered().add(HeaderNames.CONTROL, END);
    }

    /** Tells the other side that no more items are wanted. */
    protected final void sayCancel() {
        wantsNoMore = true;
        say(new Headers().add(HeaderNames.CONTROL, CANCEL));
    }

    private void say(Headers headers) {
        if (!closed) {
            spoke = true;
            send(headers, NO_BODY);
        }
    }
}
