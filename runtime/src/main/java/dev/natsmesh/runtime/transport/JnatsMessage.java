package dev.natsmesh.runtime.transport;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import io.nats.client.Message;

/** A message that came over a link; its reply goes back over the same one, as {@code allow_responses} demands. */
final class JnatsMessage implements InboundMessage {

    private static final Logger LOG = Logger.getLogger(JnatsMessage.class);

    private final Message message;
    private final Link link;
    private final AtomicBoolean finished = new AtomicBoolean();

    JnatsMessage(Message message, Link link) {
        this.message = message;
        this.link = link;
        link.inFlight().begin();
    }

    @Override
    public String subject() {
        return message.getSubject();
    }

    @Override
    public Headers headers() {
        return JnatsHeaders.from(message.getHeaders());
    }

    @Override
    public byte[] body() {
        return message.getData();
    }

    @Override
    public boolean expectsReply() {
        return message.getReplyTo() != null;
    }

    @Override
    public void reply(Headers headers, byte[] body) {
        if (expectsReply()) {
            io.nats.client.impl.Headers natsHeaders = JnatsHeaders.of(headers);
            link.checkSize("The reply to " + subject(), natsHeaders, body);
            if (finished.compareAndSet(false, true)) {
                try {
                    link.publish(message.getReplyTo(), null, natsHeaders, body);
                } catch (IllegalStateException e) {
                    LOG.warnf("The reply to %s is lost: %s", subject(), e.getMessage());
                } finally {
                    link.inFlight().end();
                }
            }
        } else {
            finish();
        }
    }

    @Override
    public void finish() {
        if (finished.compareAndSet(false, true)) {
            link.inFlight().end();
        }
    }

    /** Answers for a handler that threw, so that the sender need not wait. */
    void replyHandlerFailed() {
        reply(new Headers().add(HeaderNames.ERROR_TEXT, "Internal error").add(HeaderNames.ERROR_CODE, "500"), new byte[0]);
    }
}
