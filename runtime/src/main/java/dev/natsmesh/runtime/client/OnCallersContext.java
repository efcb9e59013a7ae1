package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Completion;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Completes on the Vert.x context that the call was made on; on the thread that brings the reply if there was none. */
final class OnCallersContext implements Completion {

    private final Context context = Vertx.currentContext();
    private final Completion completion;

    OnCallersContext(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void success(Object result) {
        if (context == null || Vertx.currentContext() == context) {
            completion.success(result);
        } else {
            context.runOnContext(ignored -> completion.success(result));
        }
    }

    @Override
    public void failure(Throwable failure) {
        if (context == null || Vertx.currentContext() == context) {
            completion.failure(failure);
        } else {
            context.runOnContext(ignored -> completion.failure(failure));
        }
    }
}
