package dev.natsmesh.runtime.server;

import dev.natsmesh.runtime.call.Completion;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;

/** Ends the call's request scope, and then the call. */
record EndOfScope(ManagedContext scope, ContextState state, Completion completion) implements Completion {

    @Override
    public void success(Object result) {
        scope.destroy(state);
        completion.success(result);
    }

    @Override
    public void failure(Throwable failure) {
        scope.destroy(state);
        completion.failure(failure);
    }
}
