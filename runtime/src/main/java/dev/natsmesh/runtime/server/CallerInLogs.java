package dev.natsmesh.runtime.server;

import org.jboss.logging.MDC;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Stage;

/**
 * Puts the caller into the MDC of the call's own context under {@code caller}, for as long as the call runs. The name is the peer's
 * word, so it is cut short, and what could end or forge a log line becomes {@code _}.
 */
final class CallerInLogs implements Stage {

    private static final String KEY = "caller";
    private static final int LONGEST = 200;
    private static final String HARMLESS = "./-_+:@~ ";

    private final Stage next;

    CallerInLogs(Stage next) {
        this.next = next;
    }

    @Override
    public void handle(Call call, Completion completion) {
        String caller = call.headers().get(HeaderNames.CALLER);
        if (caller != null) {
            MDC.put(KEY, sanitized(caller));
        }
        next.handle(call, completion);
    }

    private static String sanitized(String caller) {
        int length = Math.min(caller.length(), LONGEST);
        for (int i = 0; i < length; i++) {
            if (!isHarmless(caller.charAt(i))) {
                return replaced(caller, length);
            }
        }
        return caller.substring(0, length);
    }

    private static String replaced(String caller, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = caller.charAt(i);
            text.append(isHarmless(c) ? c : '_');
        }
        return text.toString();
    }

    private static boolean isHarmless(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || HARMLESS.indexOf(c) >= 0;
    }
}
