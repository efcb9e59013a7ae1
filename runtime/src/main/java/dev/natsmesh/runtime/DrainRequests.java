package dev.natsmesh.runtime;

import java.nio.charset.StandardCharsets;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.Transport;

/**
 * Takes requests to drain this instance, and tells how far that is. They are answered at once, and again whenever one asks. Who may
 * send them is up to the permissions of the NATS server.
 */
final class DrainRequests {

    private static final Logger LOG = Logger.getLogger(DrainRequests.class);

    private final MeshDrain drain;

    DrainRequests(MeshDrain drain) {
        this.drain = drain;
    }

    void listen(Transport transport, SubjectPrefix prefix, String name, String instance) {
        transport.listen(prefix.before(Subjects.drain(name, instance)), this::message);
    }

    private void message(InboundMessage message) {
        if (!drain.isDraining()) {
            LOG.infof("Draining, as asked for on %s", message.subject());
        }
        drain.begin();
        message.reply(new Headers(), answer().getBytes(StandardCharsets.UTF_8));
    }

    private String answer() {
        return drain.hasEnded()
                ? "{\"state\":\"drained\",\"abandoned\":%d}".formatted(drain.abandoned())
                : "{\"state\":\"draining\"}";
    }
}
