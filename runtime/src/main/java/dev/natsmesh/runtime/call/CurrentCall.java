package dev.natsmesh.runtime.call;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** The call that the current code serves, kept with the call's own (duplicated) Vert.x context. */
public final class CurrentCall {

    private static final Object KEY = CurrentCall.class.getName();

    private CurrentCall() {
    }

    /** A context of the call's own on the event loop of {@code loop}, marked as safe for concurrent use. */
    public static ContextInternal newContext(Context loop, Call call) {
        ContextInternal context = (ContextInternal) VertxContext.createNewDuplicatedContext(loop);
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.putLocal(KEY, call);
        return context;
    }

    /** The deadline of the call that is being served, {@code null} if none is. */
    public static Deadline deadline() {
        Call call = get();
        return call == null ? null : call.deadline();
    }

    /** The call that is being served, {@code null} if none is. */
    public static Call get() {
        return of(Vertx.currentContext());
    }

    /** The call that is served on a context, {@code null} if none is; the context can be {@code null}, too. */
    static Call of(Context context) {
        return context == null || !VertxContext.isDuplicatedContext(context) ? null : context.getLocal(KEY);
    }
}
