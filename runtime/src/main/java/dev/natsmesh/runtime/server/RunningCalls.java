package dev.natsmesh.runtime.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import dev.natsmesh.runtime.transport.InboundMessage;

/** A service's calls that have not ended when the thread that began them went on. Those that are to be answered can be cancelled. */
final class RunningCalls {

    /** By their reply subjects, those without one by themselves. */
    private final Map<Object, ServedCall> calls = new ConcurrentHashMap<>();

    Place add(ServedCall call) {
        String replySubject = call.message().replyTo();
        Object key = replySubject == null ? call : replySubject;
        calls.put(key, call);
        return new Place(calls, key, call);
    }

    /** How many there are of each operation, by its name. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.values().forEach(call -> counts.merge(call.operation().toString(), 1, Integer::sum));
        return counts;
    }

    /** The caller has given up the call whose reply subject is the message's body; another instance may have it. */
    void cancel(InboundMessage message) {
        message.finish();
        ServedCall call = calls.get(new String(message.body(), StandardCharsets.UTF_8));
        if (call != null) {
            call.cancel();
        }
    }

    /** Where a running call is found. */
    record Place(Map<Object, ServedCall> calls, Object key, ServedCall call) {

        void leave() {
            calls.remove(key, call);
        }
    }
}
