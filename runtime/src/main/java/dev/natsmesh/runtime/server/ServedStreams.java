package dev.natsmesh.runtime.server;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.natsmesh.runtime.transport.InboundMessage;

/** The open streams of a service, by the subjects on which their callers are listened to. */
final class ServedStreams {

    private final String prefix;
    private final Map<String, ServicesSide> open = new ConcurrentHashMap<>();

    /** @param prefix what the subjects begin with */
    ServedStreams(String prefix) {
        this.prefix = prefix;
    }

    /** The subjects of all streams. */
    String wildcard() {
        return prefix + "*";
    }

    /** A subject that nobody can guess. */
    String newSubject() {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    void add(String subject, ServicesSide side) {
        open.put(subject, side);
    }

    void remove(String subject) {
        open.remove(subject);
    }

    void message(InboundMessage message) {
        message.finish();
        ServicesSide side = open.get(message.subject());
        if (side != null) {
            side.received(message.headers(), message.body());
        }
    }
}
