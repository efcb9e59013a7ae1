package dev.natsmesh.runtime.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Gathering;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.transport.PendingRequest;
import dev.natsmesh.runtime.transport.ReplyHandler;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The replies to a call to every instance, until they are complete. What happens comes from several threads and is handled one after
 * the other, on the call's context if it has one; fields that are neither final nor volatile belong to that.
 */
final class GatheredReplies implements ReplyHandler {

    private static final Logger LOG = Logger.getLogger(GatheredReplies.class);

    private final GatherCall call;
    private final Gathering gathering;
    private final OperationCodec codec;
    private final Completion completion;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private PendingRequest request;
    private int replies;
    /** Whether an instance has answered with something else than an error. */
    private boolean answered;
    private Throwable firstFailure;
    private long lastReply;
    /** Looks whether there was no further reply, {@code null} before the first one. */
    private Future<?> stallTimer;
    private boolean ended;

    GatheredReplies(GatherCall call, Gathering gathering, OperationCodec codec, Completion completion) {
        this.call = call;
        this.gathering = gathering;
        this.codec = codec;
        this.completion = completion;
    }

    void begin(PendingRequest begun) {
        handle(() -> {
            request = begun;
            if (ended) {
                request.close();
            }
        });
    }

    @Override
    public void reply(Headers headers, byte[] body) {
        handle(() -> replied(headers, body));
    }

    @Override
    public void failed(RuntimeException failure) {
        handle(() -> {
            if (failure instanceof CallTimeoutException && replies > 0) {
                complete();
            } else if (end()) {
                completion.failure(failure);
            }
        });
    }

    private void handle(Runnable event) {
        events.add(event);
        if (waiting.getAndIncrement() == 0) {
            if (call.context() == null) {
                handleAll();
            } else {
                call.context().emit(null, nothing -> handleAll());
            }
        }
    }

    private void handleAll() {
        do {
            events.remove().run();
        } while (waiting.decrementAndGet() > 0);
    }

    private void replied(Headers headers, byte[] body) {
        if (ended) {
            return;
        }
        replies++;
        if (isLast(headers, body)) {
            complete();
            return;
        }
        try {
            Throwable failure = codec.errors().decode(headers, body);
            if (failure == null) {
                item(headers, body);
            } else {
                leaveOut(failure);
            }
        } catch (Throwable e) { // also an Error of a constructor: the others' answers still count
            leaveOut(e);
        }
        if (replies >= gathering.max()) {
            complete();
        } else {
            lastReply = System.nanoTime();
            if (stallTimer == null) {
                lookAgainIn(gathering.stall().toNanos());
            }
        }
    }

    /** The sentinel of ADR-47. A body that is empty because its format writes it so has its type told. */
    private static boolean isLast(Headers headers, byte[] body) {
        return body.length == 0 && headers.get(HeaderNames.CONTENT_TYPE) == null
                && headers.get(HeaderNames.ERROR_CODE) == null;
    }

    private void item(Headers headers, byte[] body) {
        Object item = codec.reply(headers, body);
        answered = true;
        if (item != null) {
            call.item(item);
        }
    }

    private void leaveOut(Throwable failure) {
        LOG.warnf("%s: an instance fails and is left out: %s", call.operation(), failure);
        if (firstFailure == null) {
            firstFailure = failure;
        }
    }

    /** Quarkus' timer knows whole milliseconds, and none below one. */
    private void lookAgainIn(long nanos) {
        stallTimer = Infrastructure.getDefaultWorkerPool().schedule(() -> handle(this::look),
                TimeUnit.NANOSECONDS.toMillis(nanos) + 1, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long left = gathering.stall().toNanos() - (System.nanoTime() - lastReply);
        if (left <= 0) {
            complete();
        } else if (!ended) {
            lookAgainIn(left);
        }
    }

    private void complete() {
        if (!end()) {
            return;
        }
        if (answered || firstFailure == null) {
            completion.success(null);
        } else {
            completion.failure(firstFailure);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (request != null) {
            request.close();
        }
        if (stallTimer != null) {
            stallTimer.cancel(false);
        }
        return true;
    }
}
