package dev.natsmesh.runtime.server;

import org.jboss.logging.MDC;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Stage;

/** Puts the caller into the MDC of the call's own context under {@code caller}, for as long as the call runs. */
final class CallerInLogs implements Stage {

    private static final String KEY = "caller";

    private final Stage next;

    CallerInLogs(Stage next) {
        this.next = next;
    }

    @Override
    public void handle(Call call, Completion completion) {
        String caller = call.headers().get(HeaderNames.CALLER);
        if (caller != null) {
            MDC.put(KEY, caller);
        }
        next.handle(call, completion);
    }
}
