package dev.natsmesh.runtime.traffic;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.EventLoops;
import io.netty.channel.EventLoop;

/** A call that waits, on a timer of its event loop, and then goes on where it was made, unless it is cancelled before. */
final class Pause implements Cancellable, Runnable {

    private final Call call;
    private final Completion completion;
    private final Runnable then;
    private final AtomicBoolean over = new AtomicBoolean();
    /** {@code null} until it is set; one that is set later than the call is cancelled does nothing. */
    private volatile Future<?> timer;

    /** @param completion is told if the call is cancelled */
    Pause(Call call, Completion completion, Runnable then) {
        this.call = call;
        this.completion = completion;
        this.then = then;
    }

    /** @param loops those for calls without a context */
    void begin(EventLoops loops, long nanos) {
        EventLoop loop = (call.context() == null ? loops.next() : call.context()).nettyEventLoop();
        // First: what the call goes on with replaces it.
        call.running(this);
        timer = loop.schedule(() -> call.execute(this), Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        if (over.compareAndSet(false, true)) {
            then.run();
        }
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            Future<?> due = timer;
            if (due != null) {
                due.cancel(false);
            }
            completion.failure(new CancellationException("%s: cancelled".formatted(call.operation())));
        }
    }
}
