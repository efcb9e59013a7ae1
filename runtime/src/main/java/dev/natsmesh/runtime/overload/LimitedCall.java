package dev.natsmesh.runtime.overload;

import java.util.concurrent.CancellationException;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import io.vertx.core.impl.ContextInternal;

/** A call on its way through a gate: it waits, runs, and leaves its place to another one. */
final class LimitedCall implements Completion, Cancellable {

    private final LimitedCalls stage;
    private final Call call;
    private final Completion completion;
    /** The call's own one, on which it goes on; {@code null} for none. */
    private final ContextInternal context = ContextInternal.current();
    private long began;

    /** Its neighbours among the waiting ones, and whether it is one of them; the gate's. */
    LimitedCall older;
    LimitedCall newer;
    boolean waiting;

    LimitedCall(LimitedCalls stage, Call call, Completion completion) {
        this.stage = stage;
        this.call = call;
        this.completion = completion;
    }

    boolean isLate() {
        return call.deadline() != null && call.deadline().nanoTime() - stage.gate().now() <= 0;
    }

    void begin() {
        began = stage.gate().now();
        stage.begin(call, this);
    }

    /** From now on, cancelling the call makes it leave. */
    void waits() {
        call.running(this);
    }

    /** Its turn has come: it begins where it came from, once whoever made place for it is done. */
    void resume() {
        if (context == null) {
            beginUnlessCancelled();
        } else {
            context.runOnContext(on -> beginUnlessCancelled());
        }
    }

    private void beginUnlessCancelled() {
        if (call.isCancelled()) {
            stage.gate().leaveUnbegun();
            completion.failure(cancelled());
        } else {
            begin();
        }
    }

    void refuse() {
        if (isLate()) {
            stage.late(call, completion);
        } else {
            stage.crowded(call, completion);
        }
    }

    @Override
    public void success(Object result) {
        stage.gate().leave(began); // first: whoever gets the answer may call again at once
        completion.success(result);
    }

    @Override
    public void failure(Throwable failure) {
        stage.gate().leave(began);
        completion.failure(failure);
    }

    @Override
    public void cancel() {
        if (stage.gate().remove(this)) {
            completion.failure(cancelled());
        }
    }

    private static CancellationException cancelled() {
        return new CancellationException("The caller has cancelled the call");
    }
}
