package dev.natsmesh.runtime.observability;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;

/**
 * Ends a call's span with the call.
 *
 * @param scope what makes the span the current one, {@code null} if it isn't; left last, so that what is logged about the call's
 *        end belongs to the trace
 */
record SpanEnd(Instrumenter<Call, Void> instrumenter, Context span, Scope scope, Call call,
        Completion completion) implements Completion {

    @Override
    public void success(Object result) {
        instrumenter.end(span, call, null, null);
        completion.success(result);
        leave();
    }

    @Override
    public void failure(Throwable failure) {
        instrumenter.end(span, call, null, failure);
        completion.failure(failure);
        leave();
    }

    private void leave() {
        if (scope != null) {
            scope.close();
        }
    }
}
