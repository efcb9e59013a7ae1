package dev.natsmesh.runtime.stream;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.codec.BodyCodec;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.queues.Queues;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * The items that one side of a stream sends: as many are asked for as the other side has given credit. They are encoded where they
 * come up, and sent on the event loop, in order.
 */
public final class SentItems implements MultiSubscriber<Object> {

    private static final int QUEUE_CHUNK = 64;
    private static final Object END = new Object();

    private final BodyCodec codec;
    /** Those of each item, but for its number. */
    private final Headers headers = new Headers();
    private final EventLoop loop;
    private final Executor demand;
    private final Queue<Object> queue = Queues.createSpscUnboundedQueue(QUEUE_CHUNK);
    private final AtomicInteger queued = new AtomicInteger();
    private StreamSide side;
    /** How many items the other side takes in all, and how many of them were asked for. */
    private long credit;
    private long demanded;
    private Flow.Subscription upstream;
    private volatile boolean cancelled;
    private boolean ended;

    /**
     * @param codec writes an item
     * @param demand runs the code that makes items
     */
    public SentItems(BodyCodec codec, EventLoop loop, Executor demand) {
        this.codec = codec;
        codec.contentType().tell(headers);
        this.loop = loop;
        this.demand = demand;
    }

    void belongTo(StreamSide owner) {
        side = owner;
    }

    /** Begins to send what comes up there. */
    @SuppressWarnings("unchecked")
    public void from(Multi<?> items) {
        ((Multi<Object>) items).subscribe(this);
    }

    /** @param total how many items may be sent in all */
    void credit(long total) {
        if (total > credit) {
            credit = total;
            ask();
        }
    }

    private void ask() {
        if (upstream != null && credit > demanded && !cancelled && !ended) {
            long more = credit - demanded;
            demanded = credit;
            demand.execute(() -> upstream.request(more));
        }
    }

    /** Nothing more is sent. On the event loop. */
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            if (upstream != null && !ended) {
                demand.execute(upstream::cancel);
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        onLoop(() -> {
            upstream = subscription;
            if (cancelled) {
                subscription.cancel();
            } else {
                ask();
            }
        });
    }

    @Override
    public void onItem(Object item) {
        if (cancelled) {
            return;
        }
        byte[] body;
        try {
            body = codec.encode(item);
        } catch (Throwable e) { // also an Error of a getter: the other side has to be told
            onLoop(() -> upstream.cancel());
            queue(new Failed(e));
            return;
        }
        queue(body);
    }

    @Override
    public void onFailure(Throwable failure) {
        queue(new Failed(failure));
    }

    @Override
    public void onCompletion() {
        queue(END);
    }

    private void queue(Object next) {
        if (queued.get() == 0 && loop.inEventLoop()) {
            send(next); // Nothing is before it.
            return;
        }
        queue.add(next);
        if (queued.getAndIncrement() == 0) {
            onLoop(this::drain);
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void drain() {
        int done = queued.get();
        do {
            for (Object next = queue.poll(); next != null; next = queue.poll()) {
                send(next);
            }
            done = queued.addAndGet(-done);
        } while (done > 0);
    }

    private void send(Object next) {
        if (cancelled || ended) {
            return;
        }
        if (next instanceof byte[] body) {
            side.sendItem(headers, body);
        } else {
            ended = true;
            side.sentAll(next instanceof Failed failed ? failed.failure : null);
        }
    }

    private record Failed(Throwable failure) {
    }
}
