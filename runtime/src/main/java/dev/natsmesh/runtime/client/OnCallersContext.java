package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Completion;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** Completes on the Vert.x context that the call was made on; on the thread that brings the reply if there was none. */
final class OnCallersContext implements Completion {

    private final ContextInternal context = (ContextInternal) Vertx.currentContext();
    private final Completion completion;

    OnCallersContext(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void success(Object result) {
        if (isHere()) {
            completion.success(result);
        } else {
            context.emit(result, completion::success);
        }
    }

    @Override
    public void failure(Throwable failure) {
        if (isHere()) {
            completion.failure(failure);
        } else {
            context.emit(failure, completion::failure);
        }
    }

    private boolean isHere() {
        return context == null || Vertx.currentContext() == context;
    }
}
