package dev.natsmesh.runtime.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.natsmesh.runtime.transport.InboundMessage;

/** A service's calls that have not ended when the thread that began them went on: those that can be cancelled. */
final class RunningCalls {

    private final Map<String, ServedCall> byReplySubject = new ConcurrentHashMap<>();

    Place add(ServedCall call) {
        String replySubject = call.message().replyTo();
        byReplySubject.put(replySubject, call);
        return new Place(byReplySubject, replySubject, call);
    }

    /** The caller has given up the call whose reply subject is the message's body; another instance may have it. */
    void cancel(InboundMessage message) {
        message.finish();
        ServedCall call = byReplySubject.get(new String(message.body(), StandardCharsets.UTF_8));
        if (call != null) {
            call.cancel();
        }
    }

    /** Where a running call is found. */
    record Place(Map<String, ServedCall> calls, String replySubject, ServedCall call) {

        void leave() {
            calls.remove(replySubject, call);
        }
    }
}
