package dev.natsmesh.runtime.server;

import dev.natsmesh.runtime.call.Completion;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;

/** A call's code in a request scope. It ends the scope, and then the call. */
record ScopedWork(ExecutionModel.Work work, ManagedContext scope, ContextState state, Completion completion)
        implements
            Runnable,
            Completion {

    /** What the code throws is the call's end. */
    @Override
    public void run() {
        try {
            work.run(this);
        } catch (Throwable e) {
            failure(e);
        }
    }

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
