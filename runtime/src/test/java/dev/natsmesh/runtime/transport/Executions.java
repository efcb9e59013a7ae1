package dev.natsmesh.runtime.transport;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Replies with what came, and counts how often each body was seen. */
final class Executions implements MessageHandler {

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void message(InboundMessage message) {
        if (message.body().length > 0) {
            counts.merge(new String(message.body(), StandardCharsets.UTF_8), 1, Integer::sum);
        }
        message.reply(null, message.body());
    }

    Map<String, Integer> counts() {
        return counts;
    }
}
