package dev.natsmesh.runtime.call;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.vertx.core.impl.ContextInternal;

/**
 * One call on its way through the stages of one side. Stages hand it on from one to the next, so no two threads use it at the same
 * time.
 */
public class Call implements Cancellable {

    private static final AtomicReferenceFieldUpdater<Call, Cancellable> RUNNING = AtomicReferenceFieldUpdater
            .newUpdater(Call.class, Cancellable.class, "running");
    private static final Cancellable CANCELLED = () -> {
    };
    private static final int LOTS = 1000;
    /** One more is still a number. */
    private static final int MOST_HOPS = Integer.MAX_VALUE - 1;

    private final Operation operation;
    private final Headers headers;
    private final Deadline deadline;
    private final Object payload;
    private final ContextInternal context;
    /** Where the last attempt of the call went that chose where to go, {@code null} if none did; kept by the whole call. */
    private Object tried;
    /** The whole call, if this is one attempt of it; itself otherwise. */
    private Call whole = this;
    /** What runs for the call now, or {@link #CANCELLED}. */
    private volatile Cancellable running;
    private int lot = -1;

    /**
     * @param operation what is called
     * @param headers the request's headers; on the caller's side stages may still add to them
     * @param deadline when the call must have ended; on the service's side {@code null} if the caller names none
     * @param payload the caller's side: the arguments, {@code null} for none, the argument itself for one, an {@code Object[]} for
     *        several; the service's side: the body as it came, a {@code byte[]}
     */
    public Call(Operation operation, Headers headers, Deadline deadline, Object payload) {
        this(operation, headers, deadline, payload, null);
    }

    /** @param context where the call's end is told, {@code null} for any thread */
    public Call(Operation operation, Headers headers, Deadline deadline, Object payload, ContextInternal context) {
        this.operation = operation;
        this.headers = headers;
        this.deadline = deadline;
        this.payload = payload;
        this.context = context;
    }

    public Operation operation() {
        return operation;
    }

    public Headers headers() {
        return headers;
    }

    /** When the call must have ended; on the service's side {@code null} if the caller names none. */
    public Deadline deadline() {
        return deadline;
    }

    /** The arguments as a stub gives them, or the body as it came. */
    public Object payload() {
        return payload;
    }

    /** The Vert.x context on which the call's end is told; {@code null} for any thread. */
    public ContextInternal context() {
        return context;
    }

    /** A call of the same, for one attempt to end this one. What is done for it is done where this call is made. */
    public Call attempt(Headers headersOfAttempt, Deadline deadlineOfAttempt) {
        return new Call(operation, headersOfAttempt, deadlineOfAttempt, payload, context).attemptOf(this);
    }

    /** Makes this an attempt of that call, or of the one that it is an attempt of itself. @return this */
    protected final Call attemptOf(Call call) {
        whole = call.whole;
        return this;
    }

    /** Where the last attempt went before this one, as that one told; {@code null} if there was none, or it didn't. */
    public Object tried() {
        return whole.tried;
    }

    /** Tells where this attempt goes. */
    public void trying(Object destination) {
        whole.tried = destination;
    }

    /**
     * A number from 0 to 999, drawn when it is first asked for. All attempts of a call have the same, so what is decided by it is
     * decided once for all of them.
     */
    public int lot() {
        if (whole.lot < 0) {
            whole.lot = ThreadLocalRandom.current().nextInt(LOTS);
        }
        return whole.lot;
    }

    /** On the caller's side: the call that is being served and led to this one; {@code null} if none is known to. */
    public Call served() {
        return CurrentCall.of(context);
    }

    /** Whether it doesn't matter where the call is made. */
    public boolean isAnywhere() {
        return context == null;
    }

    /** Whether the current thread is where the call is made. */
    public boolean isHere() {
        return context == null || ContextInternal.current() == context;
    }

    /** Does something where the call is made: soon, or at once if that is anywhere. */
    public void execute(Runnable task) {
        if (context == null) {
            task.run();
        } else {
            context.runOnContext(on -> task.run());
        }
    }

    /** How many calls led to this one, each made while the one before was served, as its headers tell. */
    public int hops() {
        return Math.min(headers.positive(HeaderNames.HOPS, 0), MOST_HOPS);
    }

    /** Names what cancelling the call gives up from now on; it is given up at once if the call has been cancelled already. */
    public void running(Cancellable next) {
        Cancellable before = running;
        if (before == CANCELLED || !RUNNING.compareAndSet(this, before, next)) {
            next.cancel();
        }
    }

    /** Gives up what runs for the call now, and what would come after it. */
    @Override
    public void cancel() {
        Cancellable last = RUNNING.getAndSet(this, CANCELLED);
        if (last != null) {
            last.cancel();
        }
    }

    public boolean isCancelled() {
        return running == CANCELLED;
    }
}
